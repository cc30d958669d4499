"""A form field as it is shown: label, hint, error, then the field itself."""

from dataclasses import dataclass, field
from typing import Any, Literal

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from opencounty.ui.dates import parse_date
from opencounty.ui.forms import DateField

Kind = Literal["hidden", "check", "choices", "file", "text"]


@dataclass(frozen=True)
class Option:
    """One choice of several, with its box."""

    label: str
    box: SafeString


@dataclass(frozen=True)
class Shown:
    """All the template needs to know of one field."""

    kind: Kind
    id: str
    target: str
    label: str
    hint: str
    errors: list[str]
    optional: bool
    box: SafeString
    options: list[Option] = field(default_factory=list)
    across: bool = False
    unit: str = ""
    why: str = ""

    @property
    def described_by(self) -> str:
        """Return the ids of the hint and the error, as aria-describedby wants them."""
        named = ((self.hint, "hint"), (self.errors, "error"))
        return " ".join(f"{self.id}_{name}" for present, name in named if present)


@dataclass(frozen=True)
class Mistake:
    """A line of the error summary, with the field it leads to."""

    label: str
    words: str
    target: str


def shown(bound: BoundField) -> Shown:
    """Return a field as the kit shows it, whatever form it belongs to."""
    kind = _kind(bound)
    options = [
        Option(str(part.choice_label), part.tag())
        for part in (bound.subwidgets if kind == "choices" else ())
    ]
    return Shown(
        kind=kind,
        id=bound.auto_id,
        target=_target(bound, kind),
        label=str(bound.label),
        hint=str(bound.help_text),
        errors=[str(words) for words in bound.errors],
        optional=not bound.field.required and kind != "check",
        box=SafeString("") if kind == "choices" else _box(bound, kind),
        options=options,
        across=len(options) <= 3 and all(len(o.label) <= 6 for o in options),
        unit=_said(bound, "units"),
        why=_said(bound, "whys"),
    )


def mistakes(form: forms.BaseForm) -> list[Mistake]:
    """Return what is wrong in a form, field by field, in the form's order."""
    if not form.is_bound:
        return []
    found = [Mistake("", str(words), "") for words in form.non_field_errors()]
    for bound in form:
        target = _target(bound, _kind(bound))
        found += [Mistake(str(bound.label), str(e), target) for e in bound.errors]
    return found


def _kind(bound: BoundField) -> Kind:
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "file" if isinstance(widget, forms.FileInput) else "text"


def _target(bound: BoundField, kind: Kind) -> str:
    """Return the id that a link to the field must lead to."""
    return f"{bound.auto_id}_0" if kind == "choices" else bound.id_for_label


def _box(bound: BoundField, kind: Kind) -> SafeString:
    """Return the input itself, with the kit's class and the ids of its words."""
    widget = _widget(bound)
    attrs: dict[str, Any] = {"class": _classes(bound, widget, kind)}
    described = [
        f"{bound.auto_id}_{name}"
        for present, name in ((bound.help_text, "hint"), (bound.errors, "error"))
        if present
    ]
    attrs["aria-describedby"] = " ".join(described) or False
    # the browser counts UTF-16 units and cuts silently; the server counts characters
    attrs["maxlength"] = False
    # a text input, drawn for what is no date, has no such limits
    drawn_as = getattr(widget, "input_type", "")
    if isinstance(bound.field, DateField) and drawn_as == "date":
        attrs |= {"min": str(bound.field.earliest), "max": str(bound.field.latest)}
    return bound.as_widget(widget=widget, attrs=attrs)


def _classes(bound: BoundField, widget: forms.Widget, kind: Kind) -> str:
    width = getattr(bound.form, "widths", {}).get(bound.name)
    names = [
        str(widget.attrs.get("class", "")),
        "" if kind in {"check", "hidden"} else "field",
        f"w-{width}" if width else "",
        "bad" if bound.errors else "",
    ]
    return " ".join(name for name in names if name)


def _widget(bound: BoundField) -> forms.Widget:
    """Return the widget to draw: numbers and broken dates keep what was typed."""
    given: forms.Widget = bound.field.widget
    if isinstance(given, forms.NumberInput):
        whole = isinstance(bound.field, forms.IntegerField)
        mode = "numeric" if whole and type(bound.field) is forms.IntegerField else ""
        return forms.TextInput({"inputmode": mode or "decimal", **_kept(given)})
    if isinstance(bound.field, DateField) and type(given) is forms.DateInput:
        drawn = forms.DateInput(given.attrs, format="%Y-%m-%d")
        drawn.input_type = "date" if _is_date(bound.value()) else "text"
        return drawn
    return given


def _kept(widget: forms.Widget) -> dict[str, Any]:
    """Return the attributes of a number input that mean something to a text input."""
    return {k: v for k, v in widget.attrs.items() if k not in {"min", "max", "step"}}


def _is_date(value: Any) -> bool:
    """Say whether a date input can show the value."""
    if not isinstance(value, str) or not value:
        return True
    try:
        return str(parse_date(value)) == value
    except ValueError:
        return False


def _said(bound: BoundField, what: str) -> str:
    return str(getattr(bound.form, what, {}).get(bound.name, ""))
