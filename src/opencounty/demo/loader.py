"""Load the demonstration county: fictional, whole, and again without doubling."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from opencounty.apps.disclosure.models import Category, Item
from opencounty.demo import clock, organs, people, pool, site
from opencounty.demo.texts import Text, texts
from opencounty.kernel.org.actor import system
from opencounty.kernel.search import services as search
from opencounty.portal import generation
from opencounty.portal import services as portal

Say = Callable[[str], None]
NOON = time(12)
REVISED_BEFORE = timedelta(days=47)


def load(say: Say) -> None:
    """Load what is missing of the demonstration county, then index it."""
    by = system("载入演示县")
    with clock.turned_back() as turn, transaction.atomic():
        today = timezone.localdate()
        told = [*organs.described(), *texts()]
        told.sort(key=lambda text: -text.days_ago)
        beginning = timezone.now() - timedelta(days=told[0].days_ago + 30)
        turn(beginning)
        units = people.found_units(by=by)
        cast = people.appoint_cast(units, by=by)
        say(f"单位 {len(units)} 个，人员 {len(cast)} 名")

        turn(timezone.make_aware(datetime.combine(today, NOON) - REVISED_BEFORE))
        home = portal.lay_out_portal(by=by)
        turn(beginning)
        site.set_facts(by=by)
        people.name_composers(by=by)
        columns = pool.open_columns(units, by=by)
        columns = site.open_unit_sites(units, told, columns, by)
        say(f"栏目 {len(columns)} 个，子站 {len(units) - 1} 个")

        stage = pool.Stage(
            units=units,
            cast=cast,
            columns=columns,
            categories={c.code: c for c in Category.objects.all()},
            closing=pool.closing_days(today),
            today=today,
            turn=turn,
        )
        items = _fill(told, stage)
        say(f"信息 {len(items)} 条")

        turn(datetime.max.replace(tzinfo=timezone.get_current_timezone()))
        site.compose(home, items)
    generation.bump()
    say(f"检索库已收入 {search.catch_up(wait=True)} 条")


def _fill(told: list[Text], stage: pool.Stage) -> dict[str, Item]:
    """Release what is told, and do what became of it since; return items by name."""
    items = pool.release_all(told, stage)
    pool.link_all(told, items, stage)
    pool.withdraw_some(told, items, stage)
    pool.pin_guide(items, stage)
    return items
