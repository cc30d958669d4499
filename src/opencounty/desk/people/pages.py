"""What the pages of people show."""

import secrets
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate, localtime

from opencounty.kernel.base.codes import mask_phone
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Account, Appointment, Deputation
from opencounty.ui.parts import Fact

# letters and digits that are not taken for one another when read aloud
LETTERS = "abcdefghjkmnpqrstuvwxyz"
FIRST_PASSWORD_GROUPS = 3


def first_password() -> str:
    """Return a password to hand over once: three groups, easy to read and to type."""
    groups = [
        "".join(secrets.choice(LETTERS) for _ in range(3)).capitalize()
        + "".join(secrets.choice("23456789") for _ in range(2))
        for _ in range(FIRST_PASSWORD_GROUPS)
    ]
    return "-".join(groups)


def listed(actor: Actor, words: str) -> QuerySet[Account]:
    """Return the officers one may see, found by name, with the posts they hold."""
    people = Account.objects.visible_to(actor).officers()
    if words:
        people = people.matching(words)
    held = Appointment.objects.on(localdate()).select_related("post__unit")
    return people.prefetch_related(
        Prefetch("appointments", held.order_by("starts_on"), to_attr="held")
    ).order_by("-is_active", "name", "username")


@dataclass(frozen=True)
class PersonPage:
    """One officer: the account, the posts, the deputations."""

    actor: Actor
    person: Account

    @property
    def is_self(self) -> bool:
        """Say whether it is the actor's own page."""
        return self.person.pk == self.actor.account_id

    @property
    def facts(self) -> list[Fact]:
        """Return what is known; the telephone number is starred."""
        person = self.person
        last = localtime(person.last_login) if person.last_login else None
        told = [
            Fact("登录名", person.username),
            Fact("手机号", mask_phone(person.mobile) if person.mobile else "未登记"),
            Fact("开通日期", f"{localtime(person.joined_at):%Y-%m-%d}"),
            Fact("上次登录", f"{last:%Y-%m-%d %H:%M}" if last else "还没有登录过"),
        ]
        if not person.is_active:
            told.append(Fact("停用原因", person.lock_reason or "未写明", wide=True))
        return told

    @cached_property
    def appointments(self) -> list[Appointment]:
        """Return every post the person held or will hold, latest first."""
        held = Appointment.objects.visible_to(self.actor).of(self.person.pk)
        return list(held.select_related("post__unit"))

    @cached_property
    def deputations(self) -> list[Deputation]:
        """Return the deputations of the person that the actor may see."""
        seen = Deputation.objects.visible_to(self.actor).of(self.person.pk)
        return list(seen.select_related("principal", "deputy")[:20])

    @property
    def may_manage(self) -> bool:
        """Say whether the actor may manage people, this one among them."""
        return not self.is_self and self.actor.may("org.manage_people")
