"""Every due day can say which days were counted, skipped and paused, and why."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from opencounty.kernel.deadlines.rules import (
    Clock,
    ExplainedDay,
    Level,
    Mark,
    Pause,
    Profile,
    Unit,
    WorkCalendar,
    due,
    explain,
    latest_start,
    level,
)
from tests.kernel.deadlines.test_clock import clocks

DAY = timedelta(days=1)


def told(days: tuple[ExplainedDay, ...]) -> dict[date, str]:
    return {day.day: day.words for day in days}


def test_the_days_of_national_day_2025_are_told_with_their_reasons(
    official: WorkCalendar,
) -> None:
    found = explain(due(Clock(date(2025, 9, 25), 20), official))

    assert found.days[0].words == "起算当日，不计入"
    assert [d.number for d in found.counted] == list(range(1, 21))
    assert found.days[-1].day == date(2025, 10, 29)
    assert found.days[-1].last
    assert told(found.made_up) == {
        date(2025, 9, 28): "国庆节、中秋节调休上班",
        date(2025, 10, 11): "国庆节、中秋节调休上班",
    }
    assert found.reasons == {"国庆节、中秋节放假": 8, "双休日": 6}
    assert found.first_unknown is None


def test_paused_days_name_their_pause(official: WorkCalendar) -> None:
    consulted = Pause(date(2026, 11, 2), date(2026, 11, 4), "征求第三方意见")
    nameless = Pause(date(2026, 11, 3), date(2026, 11, 5))
    clock = Clock(date(2026, 10, 30), 2, pauses=(nameless, consulted))

    found = explain(due(clock, official))

    assert told(found.paused) == {
        date(2026, 11, 3): "期限中止：征求第三方意见",
        date(2026, 11, 4): "期限中止：征求第三方意见",
        date(2026, 11, 5): "期限中止",
    }
    assert told(found.counted) == {
        date(2026, 11, 2): "工作日",
        date(2026, 11, 6): "工作日",
    }


def test_the_extension_is_told_apart(official: WorkCalendar) -> None:
    found = explain(due(Clock(date(2026, 11, 23), 2, extension=2), official))

    assert [(d.number, d.extended) for d in found.counted] == [
        (1, False),
        (2, False),
        (3, True),
        (4, True),
    ]


def test_a_natural_period_tells_how_it_rolled(official: WorkCalendar) -> None:
    found = explain(due(Clock(date(2026, 9, 29), 5, Unit.NATURAL_DAY), official))

    rolled = [d for d in found.days if d.mark is Mark.ROLLED]
    assert found.counted[-1].day == date(2026, 10, 4)
    assert told(tuple(rolled)) == {
        date(2026, 10, 5): "国庆节放假，顺延",
        date(2026, 10, 6): "国庆节放假，顺延",
        date(2026, 10, 7): "国庆节放假，顺延",
        date(2026, 10, 8): "顺延到这一天",
    }


def test_the_first_guessed_day_is_told(official: WorkCalendar) -> None:
    found = explain(due(Clock(date(2026, 12, 30), 3), official))

    assert found.first_unknown == date(2027, 1, 1)


def test_a_day_of_length_nothing_tells_only_its_start(official: WorkCalendar) -> None:
    assert len(explain(due(Clock(date(2026, 11, 23), 0), official)).days) == 1


def test_an_open_pause_is_told_up_to_the_day_it_was_asked(
    official: WorkCalendar,
) -> None:
    clock = Clock(date(2026, 11, 2), 3, pauses=(Pause(date(2026, 11, 3)),))

    found = explain(due(clock, official, as_of=date(2026, 11, 9)))

    assert len(found.paused) == 4
    assert found.days[-1].day == date(2026, 11, 11)


def test_a_period_backwards_is_told_forwards(official: WorkCalendar) -> None:
    notice = latest_start(date(2026, 10, 14), 7, official)

    found = explain(due(notice.clock, official))

    assert found.days[0].day == date(2026, 9, 29)
    assert found.days[-1].day == date(2026, 10, 14)


@given(clock=clocks())
def test_a_telling_is_whole_and_agrees_with_the_due_day(
    official: WorkCalendar, clock: Clock
) -> None:
    reckoned = due(clock, official)
    found = explain(reckoned)

    whole = clock.length + clock.extension
    span = (reckoned.day - clock.start).days
    assert [d.day for d in found.days] == [
        clock.start + n * DAY for n in range(span + 1)
    ]
    assert [d.number for d in found.counted] == list(range(1, whole + 1))
    assert len(found.paused) == reckoned.paused_days
    assert found.days[-1].last == (whole > 0)


# ---- lights


@pytest.mark.parametrize(
    ("on", "light"),
    [
        (date(2026, 11, 23), Level.NONE),
        (date(2026, 12, 16), Level.NONE),  # 17 of 20 used
        (date(2026, 12, 17), Level.YELLOW),  # 18 of 20: nine tenths
        (date(2026, 12, 21), Level.YELLOW),  # the due day itself
        (date(2026, 12, 22), Level.RED),
    ],
)
def test_the_usual_lights_of_a_supervision_office(
    official: WorkCalendar, on: date, light: Level
) -> None:
    assert level(Clock(date(2026, 11, 23), 20), on, official) is light


@pytest.mark.parametrize(
    ("on", "light"),
    [
        (date(2026, 12, 10), Level.NONE),  # 7 left
        (date(2026, 12, 14), Level.HINT),  # 5 left
        (date(2026, 12, 16), Level.YELLOW),  # 3 left
        (date(2026, 12, 22), Level.RED),
    ],
)
def test_lights_follow_their_profile(
    official: WorkCalendar, on: date, light: Level
) -> None:
    profile = Profile(hint_left=5, yellow_left=3, yellow_percent=None)

    assert level(Clock(date(2026, 11, 23), 20), on, official, profile) is light


def test_a_profile_without_conditions_knows_only_late(official: WorkCalendar) -> None:
    profile = Profile(hint_left=None, yellow_percent=None)
    clock = Clock(date(2026, 11, 23), 20)

    assert level(clock, date(2026, 12, 21), official, profile) is Level.NONE
    assert level(clock, date(2026, 12, 22), official, profile) is Level.RED


def test_a_paused_clock_does_not_change_its_light(official: WorkCalendar) -> None:
    clock = Clock(date(2026, 11, 23), 20, pauses=(Pause(date(2026, 11, 25)),))

    assert level(clock, date(2027, 6, 1), official) is Level.NONE


def test_done_on_the_spot_has_a_light_too(official: WorkCalendar) -> None:
    clock = Clock(date(2026, 11, 23), 0)

    assert level(clock, date(2026, 11, 23), official) is Level.HINT
    assert level(clock, date(2026, 11, 24), official) is Level.RED
