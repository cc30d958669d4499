"""What is said of a column."""

from typing import Any, cast

from django import forms

from opencounty.apps.disclosure.forms.placing import ColumnField
from opencounty.apps.disclosure.models import Column
from opencounty.kernel.org.models import Unit
from opencounty.ui.forms import KitForm, TextField


class ColumnForm(KitForm):
    """What is said of a column."""

    name = TextField(label="栏目名称", max_length=80)
    kind = forms.ChoiceField(
        label="栏目类别", choices=Column.Kind.choices, help_text="决定更新周期"
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="责任单位", required=False, empty_label="不指定"
    )
    description = TextField(
        label="栏目简介",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="与栏目名称不同的一句话，检查时要看",
    )
    keywords = TextField(
        label="关键词", required=False, max_length=200, help_text="用分号分开"
    )
    period_days = forms.IntegerField(
        label="更新周期",
        required=False,
        min_value=1,
        max_value=3650,
        help_text="不填按类别的周期；只能更严，不能更宽",
    )
    counts_for_update = forms.BooleanField(label="计入更新检查", required=False)
    exempt_reason = TextField(
        label="不计入的理由", required=False, max_length=120, help_text="如：历史专题"
    )
    position = forms.IntegerField(
        label="排序", required=False, min_value=0, max_value=9999
    )
    in_navigation = forms.BooleanField(label="显示在导航", required=False)
    widths = {
        "name": 16,
        "kind": 16,
        "unit": 24,
        "description": 40,
        "keywords": 24,
        "period_days": 8,
        "exempt_reason": 24,
        "position": 4,
    }
    units = {"period_days": "天"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        unit.queryset = Unit.objects.filter(valid_to=None)

    def clean(self) -> dict[str, Any]:
        """Ask why a column shall not count; an empty position is the first."""
        given = super().clean() or self.cleaned_data
        if not given.get("counts_for_update") and not given.get("exempt_reason"):
            self.add_error("exempt_reason", "不计入更新检查的，请写明理由")
        return given | {"position": given.get("position") or 0}

    @classmethod
    def typed_from(cls, column: Column) -> dict[str, Any]:
        """Return what is said of a column as the form shows it."""
        return {name: getattr(column, name) for name in cls.base_fields}


class NewColumnForm(ColumnForm):
    """A column to open: its place in the tree is for ever."""

    parent = ColumnField(
        Column.objects.none(),
        label="上级栏目",
        required=False,
        empty_label="无，作为一级栏目",
        help_text="开设后不能改",
    )
    word = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]*$",
        label="网址名",
        max_length=60,
        help_text="小写字母、数字和连字符，如 notices；开设后不能改",
        error_messages={"invalid": "只用小写字母、数字和连字符，如 notices"},
    )
    field_order = ["name", "parent", "word", "kind", "unit"]
    widths = {**ColumnForm.widths, "parent": 24, "word": 16}

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ColumnField", self.fields["parent"]).offer(parents)

    @property
    def path(self) -> str:
        """Return the address of the column to open."""
        parent, word = self.cleaned_data["parent"], self.cleaned_data["word"]
        return f"{parent.path}/{word}" if parent else str(word)

    @property
    def terms(self) -> dict[str, Any]:
        """Return what the service shall say of the column."""
        given = dict(self.cleaned_data)
        given.pop("word")
        return given
