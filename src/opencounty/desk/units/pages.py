"""What the pages of units show: the tree, and who works where."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils.timezone import localdate

from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Appointment, Post, Unit
from opencounty.ui.parts import Fact

DEEPEST = 6


@dataclass(frozen=True)
class Branch:
    """A unit in the tree: how deep it stands, and how many people work there."""

    unit: Unit
    depth: int
    people: int


@dataclass(frozen=True)
class TreePage:
    """The units of the county, each under the one it belongs to."""

    actor: Actor
    words: str = ""

    @cached_property
    def branches(self) -> list[Branch]:
        """Return the units in the order of the tree; found ones stand flat."""
        today = localdate()
        units = list(Unit.objects.visible_to(self.actor).valid_on(today))
        people = self._people()
        if self.words:
            return [
                Branch(unit, 0, people.get(unit.pk, 0))
                for unit in units
                if self.words in unit.name or self.words in unit.short_name
            ]
        here = {unit.pk for unit in units}
        below: dict[int | None, list[Unit]] = {}
        for unit in units:
            top = unit.parent_id if unit.parent_id in here else None
            below.setdefault(top, []).append(unit)
        return [
            Branch(unit, depth, people.get(unit.pk, 0))
            for unit, depth in _walk(None, below, 0)
        ]

    def _people(self) -> dict[int, int]:
        """Count who works where, in one query."""
        held = Appointment.objects.on(localdate()).visible_to(self.actor)
        counted = (
            held.order_by()
            .values("post__unit")
            .annotate(people=Count("account", distinct=True))
        )
        return {row["post__unit"]: row["people"] for row in counted}


def _walk(
    top: int | None, below: dict[int | None, list[Unit]], depth: int
) -> Iterator[tuple[Unit, int]]:
    """Yield units depth first, each with its depth."""
    for unit in below.get(top, ()):
        yield unit, min(depth, DEEPEST)
        if depth < 50:
            yield from _walk(unit.pk, below, depth + 1)


@dataclass(frozen=True)
class Staffed:
    """A post and who holds it, now or soon."""

    post: Post
    appointments: list[Appointment]


@dataclass(frozen=True)
class UnitPage:
    """One unit: what it is, who works there, what stands under it."""

    actor: Actor
    unit: Unit

    @property
    def facts(self) -> list[Fact]:
        """Return what is known of the unit; what is not, is left out."""
        unit = self.unit
        told = [
            Fact("类别", unit.get_kind_display()),
            Fact("上级单位", unit.parent.name if unit.parent else ""),
            Fact("统一社会信用代码", unit.uscc),
            Fact("电话", unit.phone),
            Fact("传真", unit.fax),
            Fact("电子邮箱", unit.email),
            Fact("地址", unit.address),
            Fact("办公时间", unit.hours, wide=True),
            Fact("职责", unit.duty, wide=True),
        ]
        return [fact for fact in told if fact.value]

    @cached_property
    def children(self) -> list[Unit]:
        """Return the units right under this one."""
        units = Unit.objects.visible_to(self.actor).valid_on(localdate())
        return list(units.under(self.unit))

    @cached_property
    def posts(self) -> list[Staffed]:
        """Return the posts of the unit with their holders, in three queries."""
        posts = Post.objects.visible_to(self.actor).in_units(frozenset({self.unit.pk}))
        held = Appointment.objects.visible_to(self.actor).not_over(localdate())
        by_post: dict[int, list[Appointment]] = {}
        for appointment in held.in_unit(self.unit).select_related("account"):
            by_post.setdefault(appointment.post_id, []).append(appointment)
        return [
            Staffed(post, by_post.get(post.pk, []))
            for post in posts.prefetch_related("roles").order_by("pk")
        ]

    @property
    def may_manage_people(self) -> bool:
        """Say whether the actor may make posts and appoint here."""
        return self.actor.may("org.manage_people", self.unit.pk)

    @property
    def may_manage_roles(self) -> bool:
        """Say whether the actor may change what the posts here permit."""
        return self.actor.may("org.manage_roles", self.unit.pk)

    @property
    def may_manage_units(self) -> bool:
        """Say whether the actor may change this unit."""
        return self.actor.may("org.manage_units", self.unit.pk)
