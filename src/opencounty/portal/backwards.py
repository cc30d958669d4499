"""The public calculator backwards: by when something is done to leave so many days."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from django import forms
from django.http import QueryDict

from opencounty.kernel.deadlines import rules
from opencounty.kernel.deadlines.rules import (
    ExplainedDay,
    Explanation,
    Mark,
    Unit,
    WorkCalendar,
)
from opencounty.portal.calculator import (
    EARLIEST,
    LATEST,
    LONGEST,
    said,
    unknown_years,
)
from opencounty.ui import calendars
from opencounty.ui.forms import DateField, KitForm
from opencounty.ui.parts import Fact

ONE_DAY = timedelta(days=1)
UNITS = [
    (Unit.WORKING_DAY.value, "工作日"),
    (Unit.NATURAL_DAY.value, "自然日（遇休息日再往前提）"),
]

# the key of the months in the words of this reckoning
ENDS = (
    calendars.Sign("counted due", "", "最晚", "最晚的一天，当天不计入"),
    calendars.Sign("start", "", "事情", "事情那一天"),
)


class BackwardsForm(KitForm):
    """A day to come, and how many days are to be left before it."""

    end = DateField(
        label="事情在哪一天",
        earliest=EARLIEST,
        latest=LATEST,
        help_text="听证、会议、考试、开标等等的那一天。例如 2026-12-15",
    )
    length = forms.IntegerField(label="要提前", min_value=1, max_value=LONGEST)
    unit = forms.ChoiceField(label="按什么算", choices=UNITS, widget=forms.RadioSelect)
    clear = forms.BooleanField(
        label="事情那天也不计入",
        required=False,
        help_text="规定里写明“不含当日”的才选",
    )

    widths = {"end": 12, "length": 4}
    units = {"length": "天"}

    def answer(self, calendar: WorkCalendar) -> "Latest":
        """Return the latest day for what was asked."""
        asked = self.cleaned_data
        return Latest(
            end=asked["end"],
            length=asked["length"],
            unit=Unit(asked["unit"]),
            clear=asked["clear"],
            calendar=calendar,
        )


def form_for(query: QueryDict) -> BackwardsForm:
    """Return the form as it was sent, or an empty one."""
    if any(name in query for name in ("end", "length", "unit")):
        return BackwardsForm(query)
    return BackwardsForm(initial={"unit": Unit.WORKING_DAY.value})


@dataclass(frozen=True)
class Latest:
    """The latest day, and every day between it and what it leads up to."""

    end: date
    length: int
    unit: Unit
    clear: bool
    calendar: WorkCalendar

    @cached_property
    def found(self) -> rules.LatestStart:
        """Return the latest day as the rule has it."""
        return rules.latest_start(
            self.end, self.length, self.calendar, unit=self.unit, clear_days=self.clear
        )

    @property
    def measure(self) -> str:
        """Return the measure word."""
        return "个工作日" if self.unit is Unit.WORKING_DAY else "天"

    @cached_property
    def explanation(self) -> Explanation:
        """Return every day of the reckoning, numbered from the event back."""
        days: list[ExplainedDay] = []
        number, day = 0, self.end
        while day > self.found.day:
            nature = self.calendar.nature(day)
            counts = nature.working or self.unit is Unit.NATURAL_DAY
            out = self.clear and day == self.end
            if counts and not out and number < self.length:
                number += 1
                days.append(ExplainedDay(nature, Mark.COUNTED, number))
            else:
                days.append(ExplainedDay(nature, Mark.SKIPPED))
            day -= ONE_DAY
        days.append(ExplainedDay(self.calendar.nature(day), Mark.START))
        return Explanation(tuple(reversed(days)))

    @property
    def lines(self) -> list[tuple[ExplainedDay, str]]:
        """Return each day with its reason in words."""
        return [(day, self._words(day)) for day in self.explanation.days]

    @property
    def unknown_years(self) -> Mapping[str, list[int]]:
        """Return the years that are guessed: those yet to be arranged, those before."""
        return unknown_years(self.calendar, self.found.day, self.end)

    def left(self, today: date) -> int:
        """Return how many days are left until the latest day, less than none after."""
        if self.unit is Unit.NATURAL_DAY:
            return (self.found.day - today).days
        if today > self.found.day:
            return -max(1, self.calendar.count(self.found.day, today))
        return self.calendar.count(today, self.found.day)

    @cached_property
    def sheet(self) -> calendars.Sheet:
        """Return the months of the reckoning, its two ends named."""
        drawn = calendars.of_explanation(self.explanation)
        months = tuple(
            replace(month, weeks=tuple(tuple(map(self._named, w)) for w in month.weeks))
            for month in drawn.months
        )
        rest = (sign for sign in drawn.key if sign.kinds != "start")
        return calendars.Sheet(months, (*ENDS, *map(_ours, rest)))

    @property
    def facts(self) -> list[Fact]:
        """Return what was asked, in words."""
        left = "，那天也不计入" if self.clear else "，那天计入"
        return [
            Fact("事情在", f"{said(self.end)}{left}"),
            Fact("要提前", f"{self.length} {self.measure}"),
        ]

    def _words(self, day: ExplainedDay) -> str:
        if day.mark is Mark.START:
            return "最晚在这一天，当天不计入"
        if day.day == self.end:
            return f"事情这一天，{day.nature.words}"
        if day.mark is Mark.SKIPPED and self.unit is Unit.NATURAL_DAY:
            return f"{day.nature.words}，再往前提"
        return day.nature.words

    def _named(self, cell: calendars.Cell | None) -> calendars.Cell | None:
        """Name the two ends as this reckoning calls them."""
        if cell is None or not cell.told:
            return cell
        if cell.day == self.found.day:
            told = f"{said(cell.day)}，最晚的一天"
            return replace(cell, kinds="counted due", word="最晚", told=told)
        if cell.day == self.end:
            told = f"{cell.told}，事情这一天"
            return replace(cell, kinds=f"{cell.kinds} start", word="事情", told=told)
        return cell


def _ours(sign: calendars.Sign) -> calendars.Sign:
    """Return a line of the key in the words of this reckoning."""
    if sign.kinds == "counted":
        return replace(sign, word="第1", meaning="计入的一天，从事情那天往前数")
    return sign
