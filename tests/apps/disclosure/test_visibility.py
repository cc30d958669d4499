"""Who sees which item: the public what is live, staff their own units' as well."""

import pytest

from opencounty.apps.disclosure.models import Item, Version
from opencounty.kernel.org.actor import VISITOR, Actor, system
from opencounty.kernel.org.models import Unit
from tests.factories.disclosure import ItemFactory
from tests.factories.org import (
    AccountFactory,
    OfficerFactory,
    UnitFactory,
    actor_of,
    actor_with,
)

pytestmark = pytest.mark.django_db
SEE = "disclosure.see_items"


@pytest.fixture
def bureau() -> Unit:
    return UnitFactory.create()


@pytest.fixture
def items(bureau: Unit) -> dict[str, Item]:
    office = UnitFactory.create(parent=bureau)
    return {
        "live": ItemFactory.create(unit=bureau, published=True, title="live"),
        "draft": ItemFactory.create(unit=bureau, title="draft"),
        "below": ItemFactory.create(unit=office, title="below"),
        "withdrawn": ItemFactory.create(unit=bureau, withdrawn=True, title="withdrawn"),
        "foreign draft": ItemFactory.create(title="foreign draft"),
        "foreign live": ItemFactory.create(published=True, title="foreign live"),
    }


def seen(actor: Actor) -> set[str]:
    return set(Item.objects.visible_to(actor).values_list("title", flat=True))


LIVE = {"live", "foreign live"}


def test_the_public_sees_what_is_live(items: dict[str, Item]) -> None:
    assert seen(VISITOR) == LIVE
    assert seen(actor_of(AccountFactory.create())) == LIVE


def test_an_officer_without_post_sees_what_is_live(items: dict[str, Item]) -> None:
    assert seen(actor_of(OfficerFactory.create())) == LIVE


def test_an_officer_sees_the_units_below_where_the_right_holds(
    items: dict[str, Item], bureau: Unit
) -> None:
    own = {"draft", "below", "withdrawn"}

    assert seen(actor_with(SEE, unit=bureau)) == LIVE | own


def test_an_officer_without_the_right_sees_the_own_unit_only(
    items: dict[str, Item], bureau: Unit
) -> None:
    assert seen(actor_with(unit=bureau)) == LIVE | {"draft", "withdrawn"}


def test_county_wide_is_everything(items: dict[str, Item]) -> None:
    assert seen(actor_with(SEE, county_wide=True)) == set(items)
    assert seen(system("导入")) == set(items)


def test_who_moved_on_still_sees_what_they_drafted(items: dict[str, Item]) -> None:
    drafter = OfficerFactory.create()
    ItemFactory.create(title="old work", version={"drafted_by": drafter})

    assert seen(actor_of(drafter)) == LIVE | {"old work"}


def test_the_public_sees_only_published_versions(items: dict[str, Item]) -> None:
    public = Version.objects.visible_to(VISITOR)

    assert {version.item.title for version in public} == LIVE


def test_staff_see_versions_as_they_see_items(
    items: dict[str, Item], bureau: Unit
) -> None:
    reader = actor_with(SEE, unit=bureau)

    titles = {version.title for version in Version.objects.visible_to(reader)}
    assert titles == LIVE | {"draft", "below", "withdrawn"}
    everything = Version.objects.visible_to(actor_with(SEE, county_wide=True))
    assert everything.count() == Version.objects.count()
    assert Version.objects.visible_to(system("导入")).count() == 6


@pytest.mark.parametrize(
    ("facet", "counts"),
    [
        ("genre", {"通知": 2, "null": 1}),
        ("issuer", {"临溪县人民政府办公室": 3}),
        ("year", {"2013": 1, "null": 2}),
        ("province", {"33": 1, "null": 2}),
        ("category", {"null": 3}),
        ("validity", {"null": 3}),
    ],
)
def test_counts_name_what_has_no_value(facet: str, counts: dict[str, int]) -> None:
    ItemFactory.create(published=True, genre="通知", made_on="2013-01-05")
    ItemFactory.create(published=True, genre="通知", region_code="331024")
    ItemFactory.create(published=True)
    ItemFactory.create()

    assert Item.objects.live().counts_by(facet) == counts


def test_items_come_back_in_the_order_asked_for(items: dict[str, Item]) -> None:
    wanted = [items["foreign live"].pk, 0, items["live"].pk, items["draft"].pk]

    found = Item.objects.live().in_order(wanted)
    assert [item.title for item in found] == ["foreign live", "live"]


def test_the_newest_come_first(items: dict[str, Item]) -> None:
    older = ItemFactory.create(published=True, days_ago=5)

    newest = list(Item.objects.live().newest_first().for_list())
    assert newest[-1] == older
    assert newest[0] == items["foreign live"]
