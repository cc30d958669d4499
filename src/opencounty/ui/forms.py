"""Forms in the kit's look and the clerk's words."""

import unicodedata
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates

from opencounty.ui.dates import LIKE_THIS, parse_date
from opencounty.ui.wording import speak

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


class KitRenderer(DjangoTemplates):
    """Renders `{{ form }}` and `{{ field.as_field_group }}` with the kit's markup."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"


class Kit(forms.BaseForm):
    """What every form of ours has; mix it in before the form class.

    `widths` gives the width of an answer in characters (4, 8, 12, 16, 24, 40),
    `units` the unit after it, `whys` the reason why it is asked.
    """

    default_renderer = KitRenderer()
    use_required_attribute = False
    widths: ClassVar[dict[str, int]] = {}
    units: ClassVar[dict[str, str]] = {}
    whys: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak(field, str(field.label or name))


class KitForm(Kit, forms.Form):
    """A form."""


class KitModelForm(Kit, forms.ModelForm):  # type: ignore[type-arg]
    """A form made from a model."""


class DateField(forms.DateField):
    """A date written in any usual way, between two limits."""

    widget = forms.DateInput(format="%Y-%m-%d")

    def __init__(
        self, *, earliest: date = EARLIEST, latest: date = LATEST, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def to_python(self, value: Any) -> date | None:
        """Read the date; say what would be right when it is none."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return parse_date(value)
        except ValueError as error:
            given = self.error_messages.get("invalid", LIKE_THIS)
            words = str(error) if given == LIKE_THIS else given
            raise ValidationError(words, code="invalid") from None

    def validate(self, value: date | None) -> None:
        """Refuse a date outside the limits and say which they are."""
        super().validate(value)
        if value and not self.earliest <= value <= self.latest:
            words = f"应在 {self.earliest} 到 {self.latest} 之间"
            raise ValidationError(words, code="out_of_range")


class TextField(forms.CharField):
    """Text as it was meant: NFC, without invisible characters, length in characters."""

    def to_python(self, value: Any) -> str:
        """Return the text composed (NFC) and stripped of what nobody sees."""
        text = str(super().to_python(value) or "")
        composed = unicodedata.normalize("NFC", text).translate(INVISIBLE)
        return composed.strip() if self.strip else composed
