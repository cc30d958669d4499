"""The calendar in the database: versioned, guarded, recomputed, never overwritten."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from opencounty.kernel.audit.models import Entry
from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.deadlines import errors, rules, services, signals
from opencounty.kernel.deadlines.models import (
    CalendarDay,
    CalendarVersion,
    CalendarYear,
    OfficeHours,
)
from opencounty.kernel.deadlines.rules import DayKind, WorkCalendar
from opencounty.kernel.deadlines.services import (
    Arrangement,
    Change,
    DayChange,
    Moved,
    YearNotice,
    recomputing,
)
from opencounty.kernel.org.actor import VISITOR, Actor, system
from tests.factories.org import UnitFactory, actor_of, officer_with

pytestmark = pytest.mark.django_db

FOUNDING = DayChange(date(2027, 5, 18), DayKind.REST, "县庆")
NOTICE = YearNotice(
    2027, "关于2027年部分节假日安排的通知", "https://www.example.cn/2027"
)
ARRANGEMENT = Arrangement(
    NOTICE,
    [
        rules.SpecialDay(date(2027, 1, 1), DayKind.REST, "元旦"),
        rules.SpecialDay(date(2027, 1, 3), DayKind.WORK, "元旦"),
    ],
)


@pytest.fixture
def clerk() -> Actor:
    return actor_of(officer_with("deadlines.edit_calendar"))


@pytest.fixture(autouse=True)
def seeded() -> None:
    services.load_seed()


@pytest.fixture
def recomputers() -> Iterator[dict[str, Any]]:
    before = dict(recomputing.RECOMPUTERS)
    yield recomputing.RECOMPUTERS
    recomputing.RECOMPUTERS.clear()
    recomputing.RECOMPUTERS.update(before)


def test_a_fresh_database_has_the_calendar_of_17_years(official: WorkCalendar) -> None:
    calendar = services.current_calendar()

    assert calendar.special_days == official.special_days
    assert calendar.known_years == frozenset(range(2010, 2027))
    assert calendar.working_days_in(2026) == 248
    late = CalendarDay.objects.get(day=date(2018, 12, 30))
    assert late.arrangement == 2019
    assert late.notice_url.startswith("http://www.gov.cn/")


def test_reading_the_calendar_takes_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    services.current_calendar()

    with django_assert_num_queries(1):
        assert services.current_calendar().is_known(date(2026, 1, 1))


def test_an_empty_table_gives_weekends_and_knows_nothing() -> None:
    CalendarDay.objects.all().delete()
    CalendarYear.objects.all().delete()
    CalendarVersion.objects.all().delete()

    calendar = services.current_calendar()

    assert calendar.known_years == frozenset()
    assert not calendar.is_working_day(date(2026, 11, 22))

    version = services.load_seed()
    assert version is not None
    assert version.number == 1
    assert services.current_calendar().working_days_in(2026) == 248


def test_loading_the_seed_again_adds_nothing() -> None:
    assert services.load_seed() is None
    assert CalendarVersion.objects.count() == 1


def test_the_seed_fills_a_missing_year_and_keeps_what_the_county_arranged() -> None:
    first = CalendarVersion.objects.get()
    CalendarDay.objects.filter(arrangement=2026).delete()
    CalendarYear.objects.filter(year=2026).delete()
    own = CalendarDay.objects.create(
        day=date(2026, 5, 9),
        kind="rest",
        name="县庆",
        source="county",
        arrangement=2026,
        since=first,
    )

    version = services.load_seed()

    assert version is not None
    assert "2026" in version.reason
    assert own in CalendarDay.objects.current()
    calendar = services.current_calendar()
    assert calendar.is_known(date(2026, 1, 1))
    assert calendar.working_days_in(2026) == 247


def test_an_edit_makes_a_new_version_and_the_old_one_can_still_be_read(
    clerk: Actor,
) -> None:
    first = CalendarVersion.objects.get()

    version = services.change_calendar(
        Change([FOUNDING]), reason="县政府通知", by=clerk
    )

    assert (version.number, version.reason) == (first.number + 1, "县政府通知")
    assert (version.made_by, version.account_id) == (clerk.name, clerk.account_id)
    assert not services.current_calendar().is_working_day(FOUNDING.day)
    assert services.current_calendar().nature(FOUNDING.day).words == "县庆放假"
    assert services.calendar_at(first).is_working_day(FOUNDING.day)
    assert str(version) == "第 2 版"
    assert [str(row) for row in CalendarDay.objects.touched_in(2)] == [
        "2027-05-18 县庆放假"
    ]


def test_a_day_can_be_changed_again_and_put_back(clerk: Actor) -> None:
    services.change_calendar(Change([FOUNDING]), reason="甲", by=clerk)
    renamed = DayChange(FOUNDING.day, DayKind.REST, "建县纪念日")
    services.change_calendar(Change([renamed]), reason="乙", by=clerk)
    plain = DayChange(FOUNDING.day, None)
    last = services.change_calendar(Change([plain]), reason="丙", by=clerk)

    rows = CalendarDay.objects.filter(day=FOUNDING.day)
    assert [(r.name, r.since_id, r.until_id) for r in rows] == [
        ("县庆", 2, 3),
        ("建县纪念日", 3, 4),
    ]
    assert services.current_calendar().is_working_day(FOUNDING.day)
    assert last.number == 4


def test_a_change_can_be_looked_at_before_it_is_made() -> None:
    plain = DayChange(date(2026, 10, 10), None)
    change = Change([FOUNDING, plain], [YearNotice(2027, "通知")])

    after = services.previewed(change)

    assert not after.is_working_day(FOUNDING.day)
    assert not after.is_working_day(plain.day)
    assert after.is_known(FOUNDING.day)
    assert services.current_calendar().is_working_day(plain.day)
    assert [wanted.day for wanted in services.effective(change)] == [
        plain.day,
        FOUNDING.day,
    ]


def test_an_arrangement_makes_its_year_known(clerk: Actor) -> None:
    services.load_arrangement(ARRANGEMENT, reason="国办通知", by=clerk)

    calendar = services.current_calendar()
    assert calendar.is_known(date(2027, 6, 1))
    assert calendar.is_working_day(date(2027, 1, 3))
    row = CalendarYear.objects.current().get(year=2027)
    assert str(row) == f"2027 年：{NOTICE.title}"


def test_an_arrangement_read_again_replaces_the_earlier_reading_only(
    clerk: Actor,
) -> None:
    services.load_arrangement(ARRANGEMENT, reason="国办通知", by=clerk)
    services.change_calendar(Change([FOUNDING]), reason="县庆", by=clerk)
    corrected = Arrangement(NOTICE, ARRANGEMENT.days[:1])

    services.load_arrangement(corrected, reason="更正", by=clerk)

    calendar = services.current_calendar()
    assert not calendar.is_working_day(date(2027, 1, 3))
    assert not calendar.is_working_day(FOUNDING.day)
    assert calendar.is_known(date(2027, 1, 1))


def test_a_notice_alone_may_change(clerk: Actor) -> None:
    services.load_arrangement(ARRANGEMENT, reason="国办通知", by=clerk)
    elsewhere = YearNotice(2027, NOTICE.title, "https://www.example.cn/other")

    services.change_calendar(Change(years=[elsewhere]), reason="网址变了", by=clerk)

    row = CalendarYear.objects.current().get(year=2027)
    assert row.notice_url == elsewhere.url


def test_an_edit_is_recorded_with_its_reason(clerk: Actor) -> None:
    services.change_calendar(Change([FOUNDING]), reason="县政府通知", by=clerk)

    entry = Entry.objects.get(action="deadlines.calendar_changed")
    assert entry.facts["reason"] == "县政府通知"
    assert entry.facts["days"] == ["2027-05-18 县庆放假"]
    assert entry.actor_name == clerk.name


def test_every_due_day_that_moves_is_recorded_and_told(
    clerk: Actor, recomputers: dict[str, Any]
) -> None:
    unit = UnitFactory.create()
    clock = rules.Clock(date(2027, 5, 14), 3)
    heard: list[dict[str, Any]] = []

    def recompute(old: WorkCalendar, new: WorkCalendar) -> Iterator[Moved]:
        was, now = (rules.due(clock, calendar).day for calendar in (old, new))
        assert services.current_calendar() is new
        if was != now:
            yield Moved(unit, was, now)

    def listen(**facts: Any) -> None:
        heard.append(facts)

    services.register_recomputer("tests.units", recompute)
    signals.calendar_changed.connect(listen)
    try:
        version = services.change_calendar(Change([FOUNDING]), reason="县庆", by=clerk)
    finally:
        signals.calendar_changed.disconnect(listen)

    entry = Entry.objects.get(action="deadlines.due_moved")
    assert (entry.facts["was"], entry.facts["now"]) == ("2027-05-19", "2027-05-20")
    assert entry.subject_id == str(unit.pk)
    assert entry.facts["keeper"] == "tests.units"
    (fact,) = heard
    assert fact["version"] == version
    assert fact["moved"] == [Moved(unit, date(2027, 5, 19), date(2027, 5, 20))]


@pytest.mark.parametrize(
    ("change", "reason", "refusal"),
    [
        (Change([FOUNDING]), "  ", errors.ReasonMissing),
        (Change([]), "无", errors.NothingChanged),
        (Change([DayChange(date(2027, 5, 18), None)]), "无", errors.NothingChanged),
        (
            Change([DayChange(date(2027, 5, 18), DayKind.REST, " ")]),
            "无名",
            errors.NameMissing,
        ),
        (
            Change([DayChange(date(2027, 5, 18), DayKind.REST, "长" * 31)]),
            "太长",
            errors.NameMissing,
        ),
        (
            Change([DayChange(date(2101, 1, 1), DayKind.REST, "元旦")]),
            "太远",
            errors.DayOutOfRange,
        ),
        (
            Change([DayChange(date(2003, 1, 1), DayKind.REST, "元旦")]),
            "太早",
            errors.DayOutOfRange,
        ),
        (Change([FOUNDING, FOUNDING]), "两次", errors.DayNamedTwice),
        (Change([FOUNDING], based_on=99), "过时", errors.CalendarMoved),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_nothing_changes(
    clerk: Actor, change: Change, reason: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as caught:
        services.change_calendar(change, reason=reason, by=clerk)

    assert str(caught.value)
    assert CalendarVersion.objects.count() == 1
    assert not Entry.objects.filter(action__startswith="deadlines.").exists()


def test_an_edit_that_would_change_nothing_is_refused(clerk: Actor) -> None:
    services.change_calendar(Change([FOUNDING]), reason="县庆", by=clerk)

    with pytest.raises(errors.NothingChanged):
        services.change_calendar(Change([FOUNDING]), reason="再来", by=clerk)


def test_only_those_with_the_permission_edit() -> None:
    for by in (VISITOR, actor_of(officer_with("disclosure.approve_item"))):
        with pytest.raises(NotPermitted):
            services.change_calendar(Change([FOUNDING]), reason="县庆", by=by)
        with pytest.raises(NotPermitted):
            services.set_office_hours(
                services.USUAL_HOURS, unit=None, reason="改", by=by
            )


def test_the_history_is_for_staff(clerk: Actor) -> None:
    assert CalendarVersion.objects.visible_to(clerk).count() == 1
    assert CalendarVersion.objects.visible_to(system("测试")).count() == 1
    assert CalendarVersion.objects.visible_to(VISITOR).count() == 0


def test_office_hours_are_the_units_then_the_countys_then_the_usual(
    clerk: Actor,
) -> None:
    unit = UnitFactory.create()
    assert services.office_hours() == services.USUAL_HOURS
    block = rules.Block(time(9), time(12))
    summer = rules.Season((6, 1), (9, 30), (block, rules.Block(time(15), time(18))))
    county = rules.OfficeHours((block, rules.Block(time(13), time(17))), (summer,))
    window = rules.OfficeHours((rules.Block(time(9), time(16)),))

    services.set_office_hours(county, unit=None, reason="县政府通知", by=clerk)
    assert services.office_hours(unit.pk) == county
    version = services.set_office_hours(window, unit=unit, reason="窗口", by=clerk)

    assert services.office_hours() == county
    assert services.office_hours(unit.pk) == window
    assert version.number == 3
    assert str(OfficeHours.objects.current().get(unit=unit)) == "09:00–16:00"
    entry = Entry.objects.filter(action="deadlines.office_hours_set").last()
    assert entry is not None
    assert entry.facts["unit"] == unit.name


def test_office_hours_can_be_set_again(clerk: Actor) -> None:
    first = rules.OfficeHours((rules.Block(time(9), time(16)),))
    second = rules.OfficeHours((rules.Block(time(8), time(16)),))

    services.set_office_hours(first, unit=None, reason="甲", by=clerk)
    services.set_office_hours(second, unit=None, reason="乙", by=clerk)

    assert services.office_hours() == second
    assert OfficeHours.objects.count() == 2


def test_seasons_without_usual_hours_leave_the_usual_ones(clerk: Actor) -> None:
    first = CalendarVersion.objects.get()
    OfficeHours.objects.create(
        begins_on="06-01", ends_on="09-30", opens=time(8), closes=time(14), since=first
    )

    hours = services.office_hours()

    assert hours.usual == services.USUAL_HOURS.usual
    assert hours.on(date(2026, 7, 1)) == (rules.Block(time(8), time(14)),)
    assert str(OfficeHours.objects.get()) == "06-01 至 09-30 08:00–14:00"


def test_the_command_says_what_it_took_in(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_calendar")
    CalendarYear.objects.filter(year__gte=2025).delete()
    CalendarDay.objects.filter(arrangement__gte=2025).delete()
    call_command("load_calendar")

    nothing, some = capsys.readouterr().out.splitlines()
    assert nothing == "日历已是最新，没有要载入的。"
    assert some == "载入随系统提供的放假安排（2025–2026 年）"
