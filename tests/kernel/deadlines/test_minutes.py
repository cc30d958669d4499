"""Periods in minutes: on the wall, and in office hours with half-open blocks."""

import random
from datetime import date, datetime, time, timedelta, timezone

import pytest

from opencounty.kernel.deadlines.rules import (
    Block,
    MinuteClock,
    MinutePause,
    MinuteUnit,
    OfficeHours,
    Season,
    WorkCalendar,
    due_at,
    elapsed_minutes,
    explain_minutes,
)
from opencounty.kernel.deadlines.rules.office import BEIJING

MINUTE = timedelta(minutes=1)
WALL = MinuteUnit.WALL_MINUTE


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BEIJING)  # type: ignore[misc, arg-type]


SUMMER = Season(
    (6, 1),
    (9, 30),
    (Block(time(8, 30), time(12)), Block(time(15), time(18))),
)
WINTER = Season(
    (12, 1),
    (2, 28),
    (Block(time(9), time(12)), Block(time(14), time(17))),
)
HOURS = OfficeHours(
    (Block(time(8, 30), time(12)), Block(time(14, 30), time(17, 30))),
    (SUMMER, WINTER),
)


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        (at(2026, 11, 23, 9, 0), 60, at(2026, 11, 23, 10, 0)),
        (at(2026, 11, 23, 11, 0), 60, at(2026, 11, 23, 12, 0)),  # full at noon: noon
        (at(2026, 11, 23, 11, 0), 61, at(2026, 11, 23, 14, 31)),
        (at(2026, 11, 23, 12, 0), 1, at(2026, 11, 23, 14, 31)),  # at closing it is shut
        (at(2026, 11, 23, 7, 0), 1, at(2026, 11, 23, 8, 31)),
        (at(2026, 11, 23, 17, 0), 60, at(2026, 11, 24, 9, 0)),
        (at(2026, 11, 27, 17, 0), 60, at(2026, 11, 30, 9, 0)),  # over a weekend
        (at(2026, 9, 30, 17, 30), 60, at(2026, 10, 8, 9, 0)),  # into autumn hours
        (at(2026, 10, 9, 17, 0), 60, at(2026, 10, 10, 9, 0)),  # a worked Saturday
        (at(2026, 7, 1, 14, 0), 60, at(2026, 7, 1, 16, 0)),  # summer opens at three
        (at(2026, 11, 30, 17, 0), 60, at(2026, 12, 1, 9, 30)),  # winter opens at nine
        (at(2026, 2, 3, 8, 0), 390, at(2026, 2, 4, 9, 30)),
        (at(2026, 11, 22, 3, 0), 0, at(2026, 11, 22, 3, 0)),
    ],
)
def test_working_minutes_run_in_office_hours_only(
    official: WorkCalendar, start: datetime, length: int, expected: datetime
) -> None:
    found = due_at(MinuteClock(start, length), official, HOURS)

    assert found.at == expected
    assert not found.provisional


def test_wall_minutes_run_day_and_night(official: WorkCalendar) -> None:
    clock = MinuteClock(at(2026, 10, 1, 23, 30), 90, WALL)

    assert due_at(clock, official, HOURS).at == at(2026, 10, 2, 1, 0)


def test_an_instant_of_another_zone_is_the_same_instant(official: WorkCalendar) -> None:
    utc = datetime(2026, 11, 23, 1, 0, tzinfo=timezone.utc)  # noqa: UP017 - clearer here

    assert due_at(MinuteClock(utc, 30), official, HOURS).at == at(2026, 11, 23, 9, 30)


def test_pauses_stop_the_minutes(official: WorkCalendar) -> None:
    lunch = MinutePause(at(2026, 11, 23, 9, 10), at(2026, 11, 23, 9, 40))
    again = MinutePause(at(2026, 11, 23, 9, 30), at(2026, 11, 23, 10, 0))
    night = MinutePause(at(2026, 11, 23, 20, 0), at(2026, 11, 23, 21, 0))
    clock = MinuteClock(at(2026, 11, 23, 9, 0), 20, pauses=(night, again, lunch))

    assert due_at(clock, official, HOURS).at == at(2026, 11, 23, 10, 10)
    assert elapsed_minutes(clock, at(2026, 11, 23, 9, 50), official, HOURS) == 10
    assert elapsed_minutes(clock, at(2026, 11, 23, 10, 5), official, HOURS) == 15


def test_an_open_pause_lasts_until_it_is_asked(official: WorkCalendar) -> None:
    clock = MinuteClock(
        at(2026, 11, 23, 9, 0), 20, pauses=(MinutePause(at(2026, 11, 23, 9, 10)),)
    )

    asked = due_at(clock, official, HOURS, as_of=at(2026, 11, 23, 10, 0))
    unknown = due_at(clock, official, HOURS)

    assert (asked.at, asked.suspended) == (at(2026, 11, 23, 10, 10), True)
    assert (unknown.at, unknown.suspended) == (at(2026, 11, 23, 9, 20), True)


def test_an_extension_adds_minutes(official: WorkCalendar) -> None:
    clock = MinuteClock(at(2026, 11, 23, 9, 0), 30, extension=30)

    assert due_at(clock, official, HOURS).at == at(2026, 11, 23, 10, 0)


def test_minutes_beyond_the_known_years_are_provisional(official: WorkCalendar) -> None:
    clock = MinuteClock(at(2026, 12, 31, 16, 0), 120)

    found = due_at(clock, official, HOURS)

    assert (found.at, found.provisional) == (at(2027, 1, 1, 10, 0), True)


def test_each_day_tells_its_minutes(official: WorkCalendar) -> None:
    found = due_at(MinuteClock(at(2026, 11, 27, 17, 0), 60), official, HOURS)

    told = explain_minutes(found, official, HOURS)

    assert [(d.nature.day.day, d.minutes, d.nature.words) for d in told] == [
        (27, 30, "工作日"),
        (28, 0, "双休日"),
        (29, 0, "双休日"),
        (30, 30, "工作日"),
    ]
    wall = due_at(MinuteClock(at(2026, 11, 27, 23, 0), 120, WALL), official, HOURS)
    assert [d.minutes for d in explain_minutes(wall, official, HOURS)] == [60, 60]


def test_hours_that_cannot_be_are_our_own_mistakes() -> None:
    with pytest.raises(ValueError, match="after it opens"):
        Block(time(12), time(8))
    with pytest.raises(ValueError, match="some time"):
        OfficeHours(())
    with pytest.raises(ValueError, match="apart"):
        OfficeHours((Block(time(8), time(12)), Block(time(11), time(17))))
    with pytest.raises(ValueError, match="before it begins"):
        MinutePause(at(2026, 1, 2, 0, 0), at(2026, 1, 1, 0, 0))
    with pytest.raises(ValueError, match="minutes"):
        MinuteClock(at(2026, 1, 2, 0, 0), -1)
    with pytest.raises(ValueError, match="time zone"):
        MinuteClock(datetime(2026, 1, 2), 1)  # noqa: DTZ001


def slow(
    clock: MinuteClock, calendar: WorkCalendar, until: datetime | None = None
) -> tuple[datetime, int]:
    """The due instant and the minutes run by `until`: minute by minute."""
    now, run, used = clock.start, 0, 0
    due = now
    while run < clock.length or (until and now < until):
        if _runs(clock, now, calendar):
            run += 1
            if run == clock.length:
                due = now + MINUTE
            if until and now < until:
                used += 1
        now += MINUTE
    return due, used


def _runs(clock: MinuteClock, now: datetime, calendar: WorkCalendar) -> bool:
    if any(p.ends and p.begins <= now < p.ends for p in clock.pauses):
        return False
    if clock.unit is WALL:
        return True
    blocks = HOURS.on(now.date())
    open_now = any(b.opens <= now.time() < b.closes for b in blocks)
    return open_now and calendar.is_working_day(now.date())


def test_random_cases_agree_with_looking_at_each_minute(official: WorkCalendar) -> None:
    rng = random.Random(7)  # noqa: S311 - repeatable cases, no secret
    for _ in range(60):
        start = at(2026, 1, 1, 0, 0) + rng.randrange(360 * 24 * 60) * MINUTE
        begins = start + rng.randrange(-600, 3_000) * MINUTE
        pauses = tuple(
            MinutePause(begins + n * 50 * MINUTE, begins + (n * 50 + m) * MINUTE)
            for n, m in enumerate(rng.choices(range(2_000), k=rng.randrange(3)))
        )
        unit = rng.choice(list(MinuteUnit))
        clock = MinuteClock(start, rng.randrange(1, 1_000), unit, pauses)
        until = start + rng.randrange(3_000) * MINUTE

        expected, used = slow(clock, official, until)

        assert due_at(clock, official, HOURS).at == expected, clock
        assert elapsed_minutes(clock, until, official, HOURS) == used, clock


@pytest.mark.parametrize("year", [2004, 2009, 2026, 2027, 2028, 2100])
def test_no_year_fails(official: WorkCalendar, year: int) -> None:
    for start in (at(year, 2, 28, 23, 59), at(year, 12, 31, 23, 59)):
        for unit in MinuteUnit:
            found = due_at(MinuteClock(start, 100_000, unit), official, HOURS)
            assert found.at > start
    assert HOURS.on(date(year, 2, 28)) == WINTER.blocks
