"""The cast of the tests: actors by role, each an officer with one post."""

from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit
from tests.factories.org import (
    OfficerFactory,
    RoleFactory,
    UnitFactory,
    actor_of,
)

SEE, DRAFT = "disclosure.see_items", "disclosure.draft_item"
APPROVE, PUBLISH = "disclosure.approve_item", "disclosure.publish_item"
WITHDRAW, COLUMNS = "disclosure.withdraw_item", "disclosure.manage_columns"


def reporter(unit: Unit | None = None) -> Actor:
    """Chen Xiaoyan drafts and submits what her unit has to say (信息员)."""
    return _actor("陈晓燕", "信息员", (SEE, DRAFT), unit)


def approver(unit: Unit | None = None) -> Actor:
    """Liu Zhiqiang approves what his unit drafts (分管负责人)."""
    return _actor("刘志强", "副局长", (SEE, DRAFT, APPROVE), unit)


def publisher(unit: Unit | None = None) -> Actor:
    """Zhou Hai publishes approved items of every unit (发布员)."""
    return _actor("周海", "发布员", (SEE, PUBLISH), unit, county_wide=True)


def disclosure_head(unit: Unit | None = None) -> Actor:
    """Li Jing runs the pool of the whole county (信息公开科科长)."""
    deeds = (SEE, DRAFT, APPROVE, PUBLISH, WITHDRAW, COLUMNS)
    return _actor("李静", "信息公开科科长", deeds, unit, county_wide=True)


def _actor(
    name: str,
    title: str,
    permissions: tuple[str, ...],
    unit: Unit | None,
    *,
    county_wide: bool = False,
) -> Actor:
    """Return the actor of a new officer, appointed to a new post."""
    role = RoleFactory.create(permissions=list(permissions), county_wide=county_wide)
    unit = unit or UnitFactory.create()
    post, _ = unit.posts.get_or_create(title=f"{title}（{role.slug}）")
    post.roles.set([role])
    return actor_of(OfficerFactory.create(name=name, posts=[post]))
