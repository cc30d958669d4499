"""Where an item stands, and by what a list of items is narrowed."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms

from opencounty.apps.disclosure.models import Column
from opencounty.apps.disclosure.models.columns import ColumnQuerySet
from opencounty.kernel.org.models import Unit
from opencounty.ui.forms import KitForm, TextField

INDENT = "　"
CHOOSE = "请选择"


def tree_choices(tree: Iterable[tuple[Column, int]]) -> list[tuple[str, str]]:
    """Return columns as choices, those below others set in."""
    return [(str(column.pk), INDENT * depth + _name(column)) for column, depth in tree]


def _name(column: Column) -> str:
    site = column.site_unit
    return f"{site.short_name}子站：{column.name}" if site else column.name


class ColumnField(forms.ModelChoiceField["Column"]):
    """One column of many; those of sub-sites share their names, so it says whose."""

    def offer(self, columns: ColumnQuerySet) -> None:
        """Offer these columns in the order of the tree, those below others set in."""
        self.queryset = columns = columns.select_related("site_unit")
        choices = tree_choices(columns.as_tree())
        self.choices = [("", self.empty_label or ""), *choices]


class PlaceForm(KitForm):
    """Which columns an item stands in."""

    home_column = forms.ChoiceField(label="主栏目", help_text="决定网址")
    columns = forms.MultipleChoiceField(
        label="同时显示在",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="上级栏目自动显示，不用选",
    )
    widths = {"home_column": 24}

    def __init__(
        self, *args: Any, offered: Sequence[tuple[Column, int]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(column.pk): column for column, _ in offered}
        choices = tree_choices(offered)
        choice = cast("forms.ChoiceField", self.fields["home_column"])
        choice.choices = [("", CHOOSE), *choices]
        cast("forms.MultipleChoiceField", self.fields["columns"]).choices = choices

    @property
    def home(self) -> Column:
        """Return the home column chosen."""
        return self.offered[self.cleaned_data["home_column"]]

    @property
    def others(self) -> list[Column]:
        """Return the other columns chosen."""
        return [self.offered[pk] for pk in self.cleaned_data["columns"]]


class ItemFilterForm(KitForm):
    """By what a list of items is narrowed."""

    q = TextField(label="标题或文号", required=False, max_length=60)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="单位", required=False, empty_label="全部"
    )
    column = ColumnField(
        Column.objects.none(), label="栏目", required=False, empty_label="全部"
    )
    widths = {"q": 16, "unit": 16, "column": 16}

    def __init__(self, *args: Any, units: Any, columns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = units
        cast("ColumnField", self.fields["column"]).offer(columns)
