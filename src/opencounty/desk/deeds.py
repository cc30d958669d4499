"""Doing what a form asks for, and saying on the form why it cannot be done."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar, cast

from django import forms
from django.db.models import QuerySet

from opencounty.kernel.base.errors import Refusal
from opencounty.kernel.org.models import Account
from opencounty.ui.forms import DateField

Done = TypeVar("Done")
EARLIEST, LATEST = date(1949, 10, 1), date(2099, 12, 31)


def carried_out(form: forms.BaseForm, deed: Callable[[], Done]) -> Done | None:
    """Do the deed when the form is in order; a refusal becomes the form's error."""
    if not form.is_valid():
        return None
    try:
        return deed()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def day_field(label: str, *, required: bool = True, hint: str = "") -> DateField:
    """Return a field for a day of somebody's or something's life."""
    return DateField(
        label=label,
        required=required,
        help_text=hint,
        earliest=EARLIEST,
        latest=LATEST,
    )


def offer(form: forms.BaseForm, name: str, choices: QuerySet[Any]) -> None:
    """Let a choice field of the form offer these, and no others."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = choices


class PersonChoice(forms.ModelChoiceField["Account"]):
    """One of several people, by name; the log-in name tells namesakes apart."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "请选择")
        super().__init__(Account.objects.none(), **kwargs)

    def label_from_instance(self, obj: Account) -> str:
        """Return the name and, after it, the log-in name."""
        return f"{obj.name}（{obj.username}）"
