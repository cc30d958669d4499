"""Working days: counted and found as the State Council's arrangements say."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.deadlines.rules import (
    DayKind,
    Reason,
    SpecialDay,
    WorkCalendar,
)
from tests.kernel.deadlines.conftest import table_rows

DAY = timedelta(days=1)


def test_2026_has_248_working_days_and_six_make_up_days(official: WorkCalendar) -> None:
    made_up = [
        s.day
        for s in official.special_days
        if s.kind is DayKind.WORK and s.day.year == 2026
    ]

    assert official.working_days_in(2026) == 248
    assert made_up == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]


# counted by hand: weekdays of the year − holidays on weekdays + make-up days
@pytest.mark.parametrize(
    ("year", "days"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)]
)
def test_a_year_has_the_working_days_it_should(
    official: WorkCalendar, year: int, days: int
) -> None:
    assert official.working_days_in(year) == days


@pytest.mark.parametrize(
    ("day", "working", "reason", "words"),
    [
        (date(2026, 10, 1), False, Reason.HOLIDAY, "国庆节放假"),
        (date(2026, 10, 3), False, Reason.HOLIDAY, "国庆节放假"),  # a Saturday
        (date(2026, 10, 8), True, Reason.WEEKDAY, "工作日"),
        (date(2026, 10, 10), True, Reason.MAKE_UP, "国庆节调休上班"),
        (date(2026, 10, 11), False, Reason.WEEKEND, "双休日"),
        (date(2020, 2, 3), True, Reason.WEEKDAY, "工作日"),  # named, yet a plain Monday
        (date(2020, 1, 31), False, Reason.HOLIDAY, "春节放假"),  # the longer holiday
    ],
)
def test_a_day_says_what_it_is_and_why(
    official: WorkCalendar, day: date, working: bool, reason: Reason, words: str
) -> None:
    nature = official.nature(day)

    assert (nature.working, nature.reason, nature.words) == (working, reason, words)
    assert nature.known
    assert official.is_working_day(day) == working


def test_beyond_the_known_years_there_are_only_weekends(official: WorkCalendar) -> None:
    assert official.is_working_day(date(2027, 1, 1))  # a Friday
    assert not official.nature(date(2027, 1, 1)).known
    assert not official.is_known(date(2009, 10, 1))
    assert official.is_known(date(2010, 10, 1))


@pytest.mark.parametrize(
    ("after", "until", "first"),
    [
        (date(2026, 12, 30), date(2026, 12, 31), None),
        (date(2026, 12, 30), date(2027, 1, 4), date(2027, 1, 1)),
        (date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 1)),
        (date(2027, 3, 1), date(2027, 3, 5), date(2027, 3, 2)),
        (date(2009, 12, 31), date(2010, 1, 4), None),
        (date(2009, 12, 30), date(2010, 1, 4), date(2009, 12, 31)),
        (date(2027, 3, 1), date(2027, 3, 1), None),
    ],
)
def test_the_first_guessed_day_is_named(
    official: WorkCalendar, after: date, until: date, first: date | None
) -> None:
    assert official.first_unknown(after, until) == first


def test_the_neighbouring_working_days_are_found(official: WorkCalendar) -> None:
    assert official.on_or_after(date(2026, 10, 1)) == date(2026, 10, 8)
    assert official.on_or_before(date(2026, 10, 7)) == date(2026, 9, 30)
    assert official.on_or_after(date(2026, 10, 10)) == date(2026, 10, 10)
    # a report due on 31 January 2026, a Saturday, is aimed at the Friday
    assert official.on_or_before(date(2026, 1, 31)) == date(2026, 1, 30)


days = st.dates(date(2004, 1, 1), date(2100, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Calendars with up to sixty odd days in the years 2020 to 2023."""
    odd = draw(
        st.lists(
            st.tuples(
                st.dates(date(2020, 1, 1), date(2023, 12, 31)), st.sampled_from(DayKind)
            ),
            max_size=60,
            unique_by=lambda pair: pair[0],
        )
    )
    special = [SpecialDay(day, kind, "节") for day, kind in odd]
    return WorkCalendar(special, range(2020, 2023))


near = st.dates(date(2019, 12, 1), date(2024, 2, 1))


@given(calendar=calendars(), after=near, span=st.integers(0, 400))
def test_counting_equals_looking_at_each_day(
    calendar: WorkCalendar, after: date, span: int
) -> None:
    until = after + span * DAY
    looked = [after + n * DAY for n in range(1, span + 1)]

    assert calendar.count(after, until) == sum(map(calendar.is_working_day, looked))


@given(calendar=calendars(), day=near, number=st.integers(1, 300))
def test_the_nth_working_day_is_one_and_is_the_nth(
    calendar: WorkCalendar, day: date, number: int
) -> None:
    before = calendar.through(day.toordinal())

    found = date.fromordinal(calendar.ordinal_of(before + number))

    assert calendar.is_working_day(found)
    assert calendar.count(day, found) == number


@given(calendar=calendars(), day=near)
def test_what_a_day_is_called_agrees_with_whether_it_is_worked(
    calendar: WorkCalendar, day: date
) -> None:
    nature = calendar.nature(day)

    assert nature.working == calendar.is_working_day(day)
    assert nature.working == (nature.reason in {Reason.WEEKDAY, Reason.MAKE_UP})


@given(day=days)
def test_no_day_from_2004_to_2100_fails(official: WorkCalendar, day: date) -> None:
    assert official.on_or_before(day) <= day <= official.on_or_after(day)
    assert official.nature(day).day == day


@pytest.mark.shared_data
def test_the_packaged_table_equals_the_public_record_of_17_years(
    shared_data: Path,
) -> None:
    with (shared_data / "holidays_2010_2026.csv").open(encoding="utf-8") as rows:
        record = {
            (
                row["date"],
                "rest" if row["is_off_day"] == "1" else "work",
                row["name"],
                row["year"],
            )
            for row in csv.DictReader(rows)
        }

    ours = {(r["day"], r["kind"], r["name"], r["year"]) for r in table_rows()}

    assert ours == record
    assert {year for *_, year in ours} == {str(year) for year in range(2010, 2027)}
