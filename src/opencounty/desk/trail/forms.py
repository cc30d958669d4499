"""The filters of the audit trail."""

from typing import cast

from django import forms

from opencounty.kernel.audit import services as audit
from opencounty.kernel.audit.models import Entry, EntryQuerySet
from opencounty.kernel.org.actor import Actor
from opencounty.ui.forms import DateField, KitForm, TextField


class TrailForm(KitForm):
    """Which part of the trail to read."""

    person = TextField(label="操作人", max_length=60, required=False)
    action = forms.ChoiceField(label="动作", required=False)
    day = DateField(label="日期", required=False)
    subject = TextField(label="对象（点表中的可筛选）", max_length=120, required=False)
    widths = {"person": 12, "action": 16, "day": 12, "subject": 16}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        action = cast("forms.ChoiceField", self.fields["action"])
        action.choices = [("", "全部"), *audit.actions()]

    @property
    def said(self) -> dict[str, str]:
        """Return the filters that are set and in order, as text."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    def narrowed(self, actor: Actor) -> EntryQuerySet:
        """Return what `actor` may read and asked for; a filter in error is none."""
        entries = Entry.objects.all().visible_to(actor)
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("person"):
            entries = entries.by_person(asked["person"])
        if asked.get("action"):
            entries = entries.by_action(asked["action"])
        if asked.get("day"):
            entries = entries.on_day(asked["day"])
        if asked.get("subject"):
            kind, _, number = asked["subject"].partition(":")
            entries = entries.about(kind.strip(), number.strip())
        return entries
