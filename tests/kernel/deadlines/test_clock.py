"""A period: where it starts, what stops it, when it is due.

The dates were worked out by hand from the official arrangements.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.deadlines.rules import (
    Clock,
    Convention,
    DayKind,
    Due,
    Pause,
    SpecialDay,
    Unit,
    WorkCalendar,
    due,
    elapsed,
    latest_start,
    remaining,
)
from tests.kernel.deadlines import oracle

DAY = timedelta(days=1)
NATURAL = Unit.NATURAL_DAY


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        # make-up Sunday 09-28, holiday 10-01 to 08, make-up Saturday 10-11
        (date(2025, 9, 25), 20, date(2025, 10, 29)),
        (date(2026, 11, 23), 20, date(2026, 12, 21)),
        (date(2026, 9, 30), 20, date(2026, 11, 3)),  # 10-10 is a worked Saturday
        (date(2026, 2, 10), 5, date(2026, 2, 24)),  # 02-14 worked, 02-15 to 23 off
        (date(2026, 4, 30), 1, date(2026, 5, 6)),
        (date(2026, 4, 30), 5, date(2026, 5, 11)),  # 05-09 is a worked Saturday
        (date(2026, 10, 3), 1, date(2026, 10, 8)),  # received in the holiday
        (date(2020, 1, 23), 1, date(2020, 2, 3)),  # the longer holiday of 2020
        (date(2026, 11, 23), 0, date(2026, 11, 23)),  # done on the spot
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
        (date(2024, 2, 29), 1, date(2024, 3, 1)),
    ],
)
def test_working_days_end_where_the_arrangements_say(
    official: WorkCalendar, start: date, length: int, expected: date
) -> None:
    found = due(Clock(start, length), official)

    assert found.day == found.before_extension == expected
    assert not found.provisional
    assert not found.suspended


def test_what_other_calendars_get_wrong(official: WorkCalendar) -> None:
    weekends_only = WorkCalendar([], range(2010, 2027))
    no_make_up = WorkCalendar(
        [s for s in official.special_days if s.kind is DayKind.REST], range(2010, 2027)
    )
    clock = Clock(date(2025, 9, 25), 20)

    assert due(clock, weekends_only).day == date(2025, 10, 23)
    assert due(clock, no_make_up).day == date(2025, 10, 31)
    assert due(clock, official).day == date(2025, 10, 29)


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        (date(2026, 9, 1), 30, date(2026, 10, 8)),  # 10-01, in the holiday
        (date(2026, 3, 20), 15, date(2026, 4, 7)),  # 04-04, a long weekend
        (date(2026, 9, 10), 30, date(2026, 10, 10)),  # a Saturday, but worked
        (date(2026, 11, 23), 4, date(2026, 11, 27)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),  # a Saturday
    ],
)
def test_natural_days_roll_forward_off_a_rest_day(
    official: WorkCalendar, start: date, length: int, expected: date
) -> None:
    assert due(Clock(start, length, NATURAL), official).day == expected


def test_natural_days_do_not_roll_where_the_rule_says_so(
    official: WorkCalendar,
) -> None:
    clock = Clock(
        date(2026, 9, 1), 30, NATURAL, convention=Convention(rest_day_rolls=False)
    )

    assert due(clock, official).day == date(2026, 10, 1)


PAUSE = Pause(date(2026, 11, 2), date(2026, 11, 18), "征求第三方意见")


@pytest.mark.parametrize(
    ("convention", "expected", "paused"),
    [
        # out are 11-03 to 11-18: the day it was sent still counted
        (Convention(), date(2026, 11, 19), 12),
        (Convention(pause_start_counts=False), date(2026, 11, 20), 13),
        (Convention(pause_end_counts=True), date(2026, 11, 18), 11),
        (
            Convention(pause_start_counts=False, pause_end_counts=True),
            date(2026, 11, 19),
            12,
        ),
    ],
)
def test_a_pause_takes_out_its_days_by_the_convention(
    official: WorkCalendar, convention: Convention, expected: date, paused: int
) -> None:
    clock = Clock(date(2026, 9, 30), 20, pauses=(PAUSE,), convention=convention)

    found = due(clock, official)

    assert (found.day, found.paused_days) == (expected, paused)


def test_overlapping_pauses_are_united(official: WorkCalendar) -> None:
    clock = Clock(date(2026, 11, 2), 10)
    twice = clock.paused(
        Pause(date(2026, 11, 4), date(2026, 11, 6)),
        Pause(date(2026, 11, 5), date(2026, 11, 10)),
        Pause(date(2026, 11, 5), date(2026, 11, 6)),
    )

    # out: 11-05, 06, 09, 10; counted: 3, 4, 11, 12, 13, 16 to 20
    assert due(twice, official).day == date(2026, 11, 20)
    assert due(twice, official).paused_days == 4


def test_a_pause_of_one_day_takes_nothing_out(official: WorkCalendar) -> None:
    clock = Clock(date(2026, 11, 2), 10)
    same_day = clock.paused(Pause(date(2026, 11, 4), date(2026, 11, 4)))

    assert due(same_day, official).day == due(clock, official).day


def test_pauses_before_the_start_and_after_the_end_change_nothing(
    official: WorkCalendar,
) -> None:
    clock = Clock(date(2026, 11, 2), 3)
    idle = clock.paused(
        Pause(date(2026, 10, 12), date(2026, 11, 2)),
        Pause(date(2026, 11, 5), date(2026, 11, 30)),  # begun on the due day
    )

    assert due(idle, official).day == date(2026, 11, 5)
    assert due(idle, official).paused_days == 0


def test_an_open_pause_gives_the_earliest_day_and_says_so(
    official: WorkCalendar,
) -> None:
    clock = Clock(date(2026, 11, 2), 10, pauses=(Pause(date(2026, 11, 4)),))

    now = due(clock, official, as_of=date(2026, 11, 10))
    later = due(clock, official, as_of=date(2026, 11, 11))
    unknown = due(clock, official)

    assert (now.day, now.suspended) == (date(2026, 11, 20), True)
    assert later.day == date(2026, 11, 23)
    assert (unknown.day, unknown.suspended) == (date(2026, 11, 16), True)


def test_an_open_pause_begun_after_the_due_day_suspends_nothing(
    official: WorkCalendar,
) -> None:
    clock = Clock(date(2026, 11, 2), 3, pauses=(Pause(date(2026, 11, 5)),))

    found = due(clock, official, as_of=date(2026, 11, 20))

    assert (found.day, found.suspended) == (date(2026, 11, 5), False)
    assert remaining(clock, date(2026, 11, 20), official) == -11


def test_an_extension_is_added_to_the_adjusted_due_day(official: WorkCalendar) -> None:
    working = due(Clock(date(2026, 9, 30), 20, pauses=(PAUSE,)).extended(10), official)
    natural = due(Clock(date(2026, 9, 1), 30, NATURAL, extension=15), official)

    assert working.before_extension == date(2026, 11, 19)
    assert working.day == date(2026, 12, 3)
    assert natural.before_extension == date(2026, 10, 8)  # rolled first
    assert natural.day == date(2026, 10, 23)


def test_a_restart_begins_anew_and_whole(official: WorkCalendar) -> None:
    clock = Clock(date(2026, 9, 30), 20, pauses=(PAUSE,), extension=10)

    again = clock.restarted(date(2026, 11, 23))

    assert due(again, official).day == date(2026, 12, 21)
    assert again.unit is clock.unit
    assert again.convention is clock.convention


def test_a_due_day_beyond_the_known_years_is_provisional(
    official: WorkCalendar,
) -> None:
    found = due(Clock(date(2026, 12, 21), 10), official)

    assert found.day == date(2027, 1, 4)
    assert found.provisional
    assert due(Clock(date(2009, 12, 31), 1), official).provisional is False
    assert due(Clock(date(2009, 12, 30), 2), official).provisional is True


@pytest.mark.parametrize(
    ("on", "used", "left"),
    [
        (date(2026, 9, 1), 0, 20),  # before it began
        (date(2026, 9, 30), 0, 20),
        (date(2026, 10, 7), 0, 20),
        (date(2026, 10, 10), 3, 17),
        (date(2026, 11, 2), 19, 1),
        (date(2026, 11, 10), 19, 1),  # in the pause
        (date(2026, 11, 18), 19, 1),
        (date(2026, 11, 19), 20, 0),
        (date(2026, 11, 20), 21, -1),
        (date(2026, 11, 22), 21, -1),  # a Sunday
        (date(2026, 11, 24), 23, -3),
    ],
)
def test_days_used_and_days_left(
    official: WorkCalendar, on: date, used: int, left: int
) -> None:
    clock = Clock(date(2026, 9, 30), 20, pauses=(PAUSE,))

    assert elapsed(clock, on, official) == used
    assert remaining(clock, on, official) == left


def test_while_paused_openly_nothing_is_used_up(official: WorkCalendar) -> None:
    clock = Clock(date(2026, 9, 30), 20, pauses=(Pause(date(2026, 11, 2)),))

    for on in (date(2026, 11, 3), date(2026, 12, 31), date(2030, 1, 1)):
        assert elapsed(clock, on, official) == 19
        assert remaining(clock, on, official) == 1


@pytest.mark.parametrize(
    ("hearing", "clear", "expected"),
    [
        (date(2026, 10, 14), False, date(2026, 9, 29)),
        (date(2026, 10, 14), True, date(2026, 9, 28)),
        (
            date(2026, 10, 3),
            False,
            date(2026, 9, 20),
        ),  # in the holiday; a worked Sunday
    ],
)
def test_notice_is_given_so_many_working_days_before(
    official: WorkCalendar, hearing: date, clear: bool, expected: date
) -> None:
    found = latest_start(hearing, 7, official, clear_days=clear)

    assert found.day == expected
    assert not found.provisional
    assert due(found.clock, official).day <= hearing


def test_natural_days_before_fall_back_to_a_working_day(official: WorkCalendar) -> None:
    # 30 days before 2026-11-01 is 10-02, in the holiday
    found = latest_start(date(2026, 11, 1), 30, official, unit=NATURAL)

    assert found.day == date(2026, 9, 30)
    assert latest_start(date(2027, 1, 20), 7, official).provisional


def test_impossible_periods_are_our_own_mistakes() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Pause(date(2026, 11, 2), date(2026, 11, 1))
    for length, extension in ((-1, 0), (1, -1), (10**9, 0)):
        with pytest.raises(ValueError, match="lasts"):
            Clock(date(2026, 11, 2), length, extension=extension)


# ---- properties

days = st.dates(date(2004, 1, 1), date(2100, 12, 31))
near = st.dates(date(2025, 6, 1), date(2027, 3, 1))
units = st.sampled_from(Unit)
conventions = st.builds(Convention, st.booleans(), st.booleans(), st.booleans())


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    begins = draw(near)
    return Pause(begins, begins + draw(st.integers(0, 60)) * DAY)


several = st.lists(pauses(), max_size=5).map(tuple)


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    return Clock(
        draw(near),
        draw(st.integers(0, 90)),
        draw(units),
        draw(several),
        draw(st.sampled_from([0, 0, 10, 20])),
        draw(conventions),
    )


def _with(clock: Clock, **changes: object) -> Clock:
    fields = {
        name: getattr(clock, name)
        for name in ("start", "length", "unit", "pauses", "extension", "convention")
    }
    return Clock(**(fields | changes))


@given(clock=clocks(), more=st.integers(0, 40))
def test_a_longer_period_is_never_due_earlier(
    official: WorkCalendar, clock: Clock, more: int
) -> None:
    longer = _with(clock, length=clock.length + more)

    assert due(longer, official).day >= due(clock, official).day


@given(clock=clocks(), later=st.integers(0, 40))
def test_a_later_start_is_never_due_earlier(
    official: WorkCalendar, clock: Clock, later: int
) -> None:
    moved = _with(clock, start=clock.start + later * DAY)

    assert due(moved, official).day >= due(clock, official).day


@given(clock=clocks(), pause=pauses())
def test_a_pause_never_makes_it_earlier(
    official: WorkCalendar, clock: Clock, pause: Pause
) -> None:
    assert due(clock.paused(pause), official).day >= due(clock, official).day


@given(clock=clocks(), data=st.data())
def test_the_order_of_pauses_does_not_matter(
    official: WorkCalendar, clock: Clock, data: st.DataObject
) -> None:
    shuffled = _with(clock, pauses=tuple(data.draw(st.permutations(clock.pauses))))

    assert due(shuffled, official).day == due(clock, official).day
    assert due(shuffled, official).paused_days == due(clock, official).paused_days


@given(clock=clocks())
def test_the_days_elapsed_at_the_due_day_are_the_days_of_the_period(
    official: WorkCalendar, clock: Clock
) -> None:
    found = due(clock, official).day

    if clock.unit is Unit.WORKING_DAY:
        assert elapsed(clock, found, official) == clock.length + clock.extension
    else:
        assert elapsed(clock, found, official) >= clock.length + clock.extension
    assert remaining(clock, found, official) == 0


@given(clock=clocks(), on=near)
def test_used_and_left_make_the_whole_while_it_runs(
    official: WorkCalendar, clock: Clock, on: date
) -> None:
    working = _with(clock, unit=Unit.WORKING_DAY)
    whole = working.length + working.extension
    if on <= due(working, official).day:
        used = elapsed(working, on, official)
        assert used + remaining(working, on, official) == whole


@given(clock=clocks())
def test_a_period_in_working_days_ends_on_one(
    official: WorkCalendar, clock: Clock
) -> None:
    found = due(clock, official)
    rolls = clock.unit is Unit.WORKING_DAY or clock.convention.rest_day_rolls
    if rolls and clock.length:
        assert official.is_working_day(found.day)


@given(end=near, length=st.integers(0, 60), unit=units, clear=st.booleans())
def test_the_latest_start_leaves_the_whole_period_and_the_next_day_does_not(
    official: WorkCalendar, end: date, length: int, unit: Unit, clear: bool
) -> None:
    found = latest_start(end, length, official, unit=unit, clear_days=clear)
    last = end - DAY if clear else end
    next_day = official.on_or_after(found.day + DAY)

    assert official.is_working_day(found.day)
    assert elapsed(Clock(found.day, 1, unit), last, official) >= length
    assert next_day > last or elapsed(Clock(next_day, 1, unit), last, official) < length


@given(
    start=days,
    length=st.integers(0, 400),
    unit=units,
    extension=st.integers(0, 40),
    paused=st.integers(0, 400),
    convention=conventions,
)
def test_no_day_from_2004_to_2100_fails(
    official: WorkCalendar,
    start: date,
    length: int,
    unit: Unit,
    extension: int,
    paused: int,
    convention: Convention,
) -> None:
    pause = Pause(start, start + paused * DAY)
    clock = Clock(start, length, unit, (pause, Pause(start)), extension, convention)

    found = due(clock, official)

    assert isinstance(found, Due)
    assert found.day >= start
    assert latest_start(start, length, official, unit=unit).day <= start


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    odd = draw(st.dictionaries(near, st.sampled_from(DayKind), max_size=80))
    return WorkCalendar([SpecialDay(d, k, "节") for d, k in odd.items()], [2026])


@given(calendar=calendars(), clock=clocks())
def test_any_calendar_and_clock_agree_with_looking_at_each_day(
    calendar: WorkCalendar, clock: Clock
) -> None:
    assert due(clock, calendar).day == slow_due(clock, calendar)


def slow_due(clock: Clock, calendar: WorkCalendar) -> date:
    out = oracle.out_days(
        [(p.begins, p.ends) for p in clock.pauses],
        None,
        start_counts=clock.convention.pause_start_counts,
        end_counts=clock.convention.pause_end_counts,
    )
    works = calendar.is_working_day
    terms = (clock.start, clock.length, clock.extension)
    if clock.unit is Unit.WORKING_DAY:
        return oracle.working_due(*terms, works, out)
    if clock.convention.rest_day_rolls:
        return oracle.natural_due(*terms, works, out)
    return oracle.working_due(*terms, lambda _day: True, out)


def test_ten_thousand_cases_agree_with_looking_at_each_day(
    official: WorkCalendar,
) -> None:
    rng = random.Random(20261124)  # noqa: S311 - repeatable cases, no secret
    works = official.is_working_day

    for _ in range(10_000):
        start = date(2010, 1, 1) + rng.randrange(6_400) * DAY
        unit = rng.choice([Unit.WORKING_DAY, Unit.NATURAL_DAY])
        spans = [_random_pause(rng, start) for _ in range(rng.choice([0, 0, 1, 2, 4]))]
        clock = Clock(
            start, rng.randrange(1, 61), unit, tuple(spans), rng.choice([0, 20])
        )
        on = start + rng.randrange(90) * DAY
        out = oracle.out_days([(p.begins, p.ends) for p in spans], on)

        assert due(clock, official).day == slow_due(clock, official), clock
        every_day = unit is Unit.NATURAL_DAY
        counts = _Counts(out, works=None if every_day else works)
        used = oracle.used(start, on, counts)
        assert elapsed(clock, on, official) == used, (clock, on)


class _Counts:
    """Says whether a day counts: worked, if that matters, and not paused."""

    def __init__(self, out: set[date], works: Callable[[date], bool] | None) -> None:
        self.out, self.works = out, works

    def __call__(self, day: date) -> bool:
        return day not in self.out and (self.works is None or self.works(day))


def _random_pause(rng: random.Random, start: date) -> Pause:
    begins = start + rng.randrange(-20, 60) * DAY
    return Pause(begins, begins + rng.randrange(40) * DAY)
