"""Reasons and opinions that deeds need."""

from typing import Any

from django import forms

from opencounty.apps.disclosure.models import Item, Link
from opencounty.apps.disclosure.models.items import ItemQuerySet
from opencounty.ui.forms import KitForm, TextField

CANDIDATES = 4


class ReasonForm(KitForm):
    """Why something is done; it stays on record."""

    reason = TextField(
        label="理由",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="永久保留，可供查阅",
    )
    widths = {"reason": 40}


class OpinionForm(KitForm):
    """What a reviewer says."""

    opinion = TextField(
        label="审核意见",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="通过时可以不写；退回时写明改什么，起草人照着改",
    )
    widths = {"opinion": 40}

    def __init__(self, *args: Any, returning: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.returning = returning

    def clean_opinion(self) -> str:
        """Ask for words when the version is sent back."""
        opinion = str(self.cleaned_data["opinion"])
        if self.returning and not opinion:
            raise forms.ValidationError("退回要写明改什么")
        return opinion


class PlainForm(KitForm):
    """A deed that needs no words, only a second look."""


class ConfirmForm(KitForm):
    """Why numbers that look personal may be shown."""

    confirmed = TextField(
        label="可以公开的理由",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="如：公务电话，本人同意公开。永久保留",
    )
    widths = {"confirmed": 40}


class RestoreForm(ReasonForm):
    """Why an item is shown again, and why its numbers may be."""

    confirmed = TextField(
        label="含有个人号码时，可以公开的理由", required=False, max_length=300
    )
    widths = {"reason": 40, "confirmed": 40}


class ValidityForm(ReasonForm):
    """What has become of a document."""

    validity = forms.ChoiceField(
        label="有效性",
        required=False,
        choices=[(value, label or "不适用") for value, label in Item.Validity.choices],
    )
    field_order = ["validity", "reason"]
    widths = {"validity": 12, "reason": 40}


class LinkForm(KitForm):
    """What this document does to another."""

    kind = forms.ChoiceField(label="关系", choices=Link.Kind.choices)
    target = TextField(
        label="另一份文件",
        max_length=200,
        help_text="标题、索引号、发文字号，或门户网址末尾的编号",
    )
    widths = {"kind": 12, "target": 24}

    def __init__(self, *args: Any, offered: ItemQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered

    def clean_target(self) -> str:
        """Find the one document that is meant."""
        words = str(self.cleaned_data["target"])
        found = list(self.offered.named(words)[:2])
        if not found:
            found = list(self.offered.matching(words)[: CANDIDATES + 1])
        if not found:
            raise forms.ValidationError("没有找到这份文件，请核对标题或编号")
        if len(found) > 1:
            raise forms.ValidationError(f"不止一份，请改用编号：{_listed(found)}")
        self.found = found[0]
        return words


def _listed(found: list[Item]) -> str:
    """Name the documents that fit, each with what tells it apart."""
    shown = [
        f"《{item.title}》{item.index_number or item.doc_number or item.pk}"
        for item in found[:CANDIDATES]
    ]
    return "；".join(shown) + ("；还有别的" if len(found) > CANDIDATES else "")
