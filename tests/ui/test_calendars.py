"""Days drawn as months: every day tells what it is by shape and by word."""

from datetime import date

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.deadlines.rules import (
    Clock,
    Pause,
    Unit,
    WorkCalendar,
    due,
    explain,
)
from opencounty.ui.calendars import Cell, Sheet, of_explanation, of_year
from opencounty.ui.kit.days import CALENDAR, COUNTY_DAY


def cells(sheet: Sheet) -> dict[date, Cell]:
    return {
        cell.day: cell
        for month in sheet.months
        for week in month.weeks
        for cell in week
        if cell
    }


def reckoned(clock: Clock, calendar: WorkCalendar = CALENDAR) -> Sheet:
    return of_explanation(explain(due(clock, calendar)))


def test_each_day_of_a_reckoning_has_its_shape_its_word_and_its_sentence() -> None:
    asked = Pause(date(2026, 10, 12), date(2026, 10, 13), "征求第三方意见")
    drawn = cells(reckoned(Clock(date(2026, 9, 29), 6, pauses=(asked,))))

    said = {
        day: (cell.kinds, cell.mark, cell.word)
        for day, cell in drawn.items()
        if cell.kinds
    }
    assert said[date(2026, 9, 29)] == ("start", "", "起算")
    assert said[date(2026, 9, 30)] == ("counted", "", "第1")
    assert said[date(2026, 10, 1)] == ("skipped holiday", "休", "国庆")
    assert said[date(2026, 10, 10)] == ("counted made-up", "班", "第4")
    assert said[date(2026, 10, 11)] == ("skipped", "", "双休")
    assert said[date(2026, 10, 13)] == ("paused", "", "中止")
    assert said[date(2026, 10, 14)] == ("counted due", "", "到期")
    assert (
        drawn[date(2026, 10, 10)].told == "10月10日星期六，计入，第4日，国庆节调休上班"
    )
    assert drawn[date(2026, 10, 13)].told == "10月13日星期二，期限中止：征求第三方意见"
    assert drawn[date(2026, 10, 14)].told.endswith("第6日，工作日，到期日")


def test_a_period_that_rolls_into_a_guessed_year_says_both() -> None:
    sheet = reckoned(Clock(date(2026, 12, 18), 15, Unit.NATURAL_DAY))
    drawn = cells(sheet)

    assert drawn[date(2027, 1, 2)].kinds == "counted guess"
    assert drawn[date(2027, 1, 2)].mark == "估"
    assert drawn[date(2027, 1, 3)].word == "顺延"
    assert drawn[date(2027, 1, 4)].kinds == "rolled due guess"
    assert [sign.meaning for sign in sheet.key][-1].startswith("放假安排未公布")


def test_the_key_explains_what_is_drawn_and_nothing_else() -> None:
    sheet = reckoned(Clock(date(2026, 11, 23), 2))

    assert [sign.kinds for sign in sheet.key] == ["start", "counted", "counted due"]


def test_weeks_begin_on_monday_and_other_days_stay_plain() -> None:
    sheet = reckoned(Clock(date(2026, 11, 23), 1))

    (month,) = sheet.months
    assert (month.year, month.number, len(month.weeks)) == (2026, 11, 6)
    assert month.weeks[0][:6] == (None,) * 6
    assert month.weeks[0][6] == Cell(date(2026, 11, 1))
    assert month.weeks[5][0] == Cell(date(2026, 11, 30))


def test_a_year_shows_its_arrangement_and_what_has_just_changed() -> None:
    drawn = cells(of_year(CALENDAR, 2026, [COUNTY_DAY.day, date(2025, 12, 29)]))

    assert drawn[date(2026, 10, 1)].kinds == "rest"
    assert drawn[date(2026, 10, 10)].word == "上班"
    assert drawn[date(2026, 10, 11)].kinds == "weekend"
    assert drawn[date(2026, 10, 12)].kinds == ""
    assert drawn[COUNTY_DAY.day].kinds == "rest changed"
    assert drawn[date(2025, 12, 29)].kinds == "guess changed"
    assert min(drawn) == date(2025, 12, 1)
    assert len(of_year(CALENDAR, 2026).months) == 12


def test_months_are_tables_with_captions_and_a_key() -> None:
    sheet = reckoned(Clock(date(2026, 11, 23), 2))

    html = Template("{% load ui %}{% months sheet %}").render(Context({"sheet": sheet}))

    assert "<caption>2026年11月</caption>" in html
    assert 'class="counted due"' in html
    assert "11月24日星期二，计入，第1日，工作日" in html
    assert html.count('scope="col"') == 7


@given(
    start=st.dates(date(2004, 1, 1), date(2100, 12, 31)),
    length=st.integers(0, 120),
    unit=st.sampled_from(Unit),
)
def test_every_day_is_drawn_once_whatever_the_period(
    start: date, length: int, unit: Unit
) -> None:
    explained = explain(due(Clock(start, length, unit), CALENDAR))
    sheet = of_explanation(explained)

    listed = [c for m in sheet.months for w in m.weeks for c in w if c]
    drawn = [cell.day for cell in listed]
    assert len(drawn) == len(set(drawn))
    assert {day.day for day in explained.days} == {c.day for c in listed if c.kinds}
