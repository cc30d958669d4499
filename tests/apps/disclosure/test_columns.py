"""Columns are opened under one address, changed with a trace, closed with a reason."""

import pytest
from django.utils.timezone import localdate

from opencounty.apps.disclosure import errors, services
from opencounty.apps.disclosure.models import Category, Column
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.base.errors import InputRefused, NotPermitted
from opencounty.kernel.org.actor import VISITOR
from tests.apps.disclosure.conftest import Office
from tests.factories.disclosure import ColumnFactory
from tests.factories.org import UnitFactory, actor_with


def test_a_column_is_opened_below_another(office: Office) -> None:
    parent = Column.objects.get(path="openness")

    column = services.create_column(
        path="openness/plans",
        name="规划计划",
        kind="plan",
        parent=parent,
        unit=office.unit,
        by=office.publisher,
    )

    assert column.opened_on == localdate()
    assert Column.objects.all().lines()[column.pk] == (column.pk, parent.pk)


@pytest.mark.parametrize(
    "path", ["", "Openness/x", "openness//x", "政务", "desk", "search/x", "a/", "/a"]
)
def test_an_address_that_cannot_be_is_refused(office: Office, path: str) -> None:
    with pytest.raises(InputRefused, match="网址路径"):
        services.create_column(path=path, name="栏目", kind="news", by=office.publisher)


def test_a_column_lies_under_its_parents_address(office: Office) -> None:
    with pytest.raises(InputRefused, match="openness/notices/"):
        services.create_column(
            path="news/x",
            name="栏目",
            kind="news",
            parent=office.column,
            by=office.publisher,
        )


def test_no_two_columns_share_an_address(office: Office) -> None:
    with pytest.raises(errors.ColumnPathTaken, match="通知公告"):
        services.create_column(
            path="openness/notices", name="公告", kind="notice", by=office.publisher
        )


def test_what_does_not_count_says_why(office: Office) -> None:
    with pytest.raises(errors.ReasonMissing):
        services.create_column(
            path="archive",
            name="专题",
            kind="topic",
            counts_for_update=False,
            by=office.publisher,
        )


def test_a_column_of_a_sub_site_belongs_to_it(office: Office) -> None:
    top = services.create_column(
        path="sites/water",
        name="水利局",
        kind="news",
        site_unit=office.unit,
        by=office.publisher,
    )
    below = services.create_column(
        path="sites/water/news",
        name="动态",
        kind="news",
        parent=top,
        by=office.publisher,
    )

    assert list(Column.objects.all().of_site(office.unit.pk)) == [top, below]


def test_only_who_manages_the_units_columns_changes_them(office: Office) -> None:
    own = actor_with("disclosure.manage_columns", unit=office.unit)
    services.change_column(office.column, name="公告公示", by=own)
    with pytest.raises(NotPermitted):
        services.change_column(
            ColumnFactory.create(unit=UnitFactory.create()), name="x", by=own
        )

    entry = Entry.objects.get(action="disclosure.column_changed")
    assert entry.facts["before"] == {"name": "通知公告"}
    assert list(Column.objects.all().managed_by(own)) == [
        Column.objects.get(name="公告公示")
    ]


def test_a_column_keeps_its_address(office: Office) -> None:
    with pytest.raises(ValueError, match="address"):
        services.change_column(office.column, parent=None, by=office.publisher)


def test_nothing_changed_leaves_no_trace(office: Office) -> None:
    services.change_column(office.column, name="通知公告", by=office.publisher)

    assert not Entry.objects.filter(action="disclosure.column_changed").exists()


@pytest.mark.parametrize(
    "terms", [{"name": " "}, {"kind": "poems"}, {"name": "长" * 81}]
)
def test_what_a_column_cannot_be_is_refused(
    office: Office, terms: dict[str, str]
) -> None:
    with pytest.raises(InputRefused):
        services.change_column(office.column, by=office.publisher, **terms)  # type: ignore[arg-type]


def test_a_column_with_open_columns_below_stays_open(office: Office) -> None:
    parent = Column.objects.get(path="openness")
    with pytest.raises(errors.ColumnInUse, match="下级"):
        services.close_column(parent, reason="合并", by=office.publisher)
    with pytest.raises(errors.ReasonMissing):
        services.close_column(office.column, reason="", by=office.publisher)

    services.close_column(office.column, reason="合并", by=office.publisher)
    services.close_column(parent, reason="合并", by=office.publisher)

    assert not Column.objects.all().open_on(localdate()).exists()
    with pytest.raises(errors.ColumnClosed):
        services.close_column(parent, reason="合并", by=office.publisher)
    services.reopen_column(parent, reason="恢复", by=office.publisher)
    assert Column.objects.all().open_on(localdate()).get() == parent


def test_the_public_reads_closed_columns_but_not_archived_ones(office: Office) -> None:
    archived = ColumnFactory.create(archived_on=localdate(), closed_on=localdate())

    assert archived not in Column.objects.all().visible_to(VISITOR)
    assert archived in Column.objects.all().visible_to(office.reporter)


def test_the_regulations_classes_are_seeded(db: None) -> None:
    article_20 = Category.objects.get(code="20")

    assert article_20.children.count() == 15
    assert Category.objects.filter(parent__code="21", scope="county").count() == 7
    assert Category.objects.filter(parent__code="21", scope="town").count() == 8
    assert Category.objects.get(code="20.7").basis.endswith("第二十条第七项")
    assert Category.objects.all().within(article_20).count() == 16
    assert Category.objects.all().leaves().count() == 30
    assert Category.objects.all().for_scopes("town").filter(scope="county").count() == 0


def test_a_county_adds_classes_of_its_own(office: Office) -> None:
    parent = Category.objects.get(code="20.13")
    added = services.add_category(
        code="20.13.1", name="食品抽检", parent=parent, by=office.publisher
    )
    services.change_category(added, name="食品安全抽检", by=office.publisher)

    added.refresh_from_db()
    assert added.name == "食品安全抽检"
    with pytest.raises(InputRefused):
        services.add_category(code="20.13.1", name="又", by=office.publisher)
    with pytest.raises(NotPermitted):
        services.add_category(code="20.13.2", name="又", by=office.reporter)
    with pytest.raises(ValueError, match="cannot change"):
        services.change_category(added, code="1", by=office.publisher)


def test_only_words_of_a_class_are_given(office: Office) -> None:
    with pytest.raises(ValueError, match="not facts"):
        services.add_category(code="90", name="x", by=office.publisher, colour="red")


def test_first_level_columns_have_none_above(office: Office) -> None:
    assert [c.path for c in Column.objects.all().first_level()] == ["openness"]
