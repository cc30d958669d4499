"""The public calculator of due days: what is asked, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict

from opencounty.kernel.deadlines import rules
from opencounty.kernel.deadlines.rules import (
    Clock,
    Due,
    Explanation,
    Pause,
    Unit,
    WorkCalendar,
)
from opencounty.ui import calendars
from opencounty.ui.forms import DateField, KitForm, TextField
from opencounty.ui.parts import Fact, Tab
from opencounty.ui.wording import speak

EARLIEST, LATEST = date(2004, 1, 1), date(2100, 12, 31)
LONGEST = 365
MOST_PAUSES = 6
MOST_DAYS_TOLD = 1_100  # some three years; longer reckonings give the date only

UNITS = [
    (Unit.WORKING_DAY.value, "工作日"),
    (Unit.NATURAL_DAY.value, "自然日（期满日遇休息日顺延）"),
]
WAYS = (
    ("算到期日", "/deadlines/"),
    ("倒着算最晚哪天办", "/deadlines/backwards/"),
)


class DeadlineForm(KitForm):
    """A period: from when, how long, paused when, extended by how much."""

    start = DateField(
        label="从哪一天起算",
        earliest=EARLIEST,
        latest=LATEST,
        help_text="收到申请、受理等等的那一天，当天不计入。例如 2026-11-23",
    )
    length = forms.IntegerField(label="期限", min_value=1, max_value=LONGEST)
    unit = forms.ChoiceField(label="按什么算", choices=UNITS, widget=forms.RadioSelect)
    extension = forms.IntegerField(
        label="又延长",
        min_value=1,
        max_value=LONGEST,
        required=False,
        help_text="从原来的到期日接着算，单位同上",
    )

    widths = {
        "start": 12,
        "length": 4,
        "extension": 4,
        **{f"begins{n}": 12 for n in range(1, MOST_PAUSES + 1)},
        **{f"ends{n}": 12 for n in range(1, MOST_PAUSES + 1)},
    }
    units = {"length": "天", "extension": "天"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, self._pauses_shown() + 1):
            self._add_pause(number)

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the names of the fields that everybody fills in."""
        return "start", "length", "unit", "extension"

    @property
    def pauses(self) -> list[tuple[int, Any, Any, Any]]:
        """Return the fields of each pause, numbered."""
        return [
            (n, self[f"begins{n}"], self[f"ends{n}"], self[f"why{n}"])
            for n in range(1, MOST_PAUSES + 1)
            if f"begins{n}" in self.fields
        ]

    @property
    def paused(self) -> bool:
        """Say whether something of a pause was filled in."""
        return self._filled() > 0

    def clean(self) -> dict[str, Any]:
        """Check each pause: both ends in order, and no end without a beginning."""
        cleaned = super().clean() or {}
        for number, *_fields in self.pauses:
            begins, ends = cleaned.get(f"begins{number}"), cleaned.get(f"ends{number}")
            if begins and ends and ends < begins:
                self.add_error(f"ends{number}", f"应不早于中止的那天 {begins}")
            if begins is None and (ends or cleaned.get(f"why{number}")):
                name = f"begins{number}"
                if name not in self.errors:
                    self.add_error(name, "请写明从哪一天中止")
        return cleaned

    def clock(self) -> Clock:
        """Return the period that was asked about."""
        said = self.cleaned_data
        pauses = (
            Pause(said[f"begins{n}"], said[f"ends{n}"], said[f"why{n}"])
            for n, *_fields in self.pauses
            if said.get(f"begins{n}")
        )
        return Clock(
            said["start"],
            said["length"],
            Unit(said["unit"]),
            tuple(pauses),
            said["extension"] or 0,
        )

    def _add_pause(self, number: int) -> None:
        """Add the fields of one pause."""
        which = f"第 {number} 次"
        limits = {"earliest": EARLIEST, "latest": LATEST}
        added: dict[str, forms.Field] = {
            "begins": DateField(label=f"{which}从哪天中止", required=False, **limits),
            "ends": DateField(
                label=f"{which}到哪天恢复",
                required=False,
                help_text="还没有恢复的不填",
                **limits,
            ),
            "why": TextField(label=f"{which}为什么", required=False, max_length=30),
        }
        for name, field in added.items():
            speak(field, str(field.label))
            self.fields[f"{name}{number}"] = field

    def _filled(self) -> int:
        """Return the number of the last pause that has anything in it."""
        names = ("begins", "ends", "why")
        return max(
            (
                number
                for number in range(1, MOST_PAUSES + 1)
                if any(str(self.data.get(f"{n}{number}", "")).strip() for n in names)
            ),
            default=0,
        )

    def _pauses_shown(self) -> int:
        """Return how many pauses to ask for: one more than were filled in."""
        return min(self._filled() + 1, MOST_PAUSES)


def form_for(query: QueryDict, today: date) -> DeadlineForm:
    """Return the form as it was sent, or an empty one with today in it."""
    asked = any(name in query for name in ("start", "length", "unit"))
    if asked:
        return DeadlineForm(query)
    return DeadlineForm(initial={"start": today, "unit": Unit.WORKING_DAY.value})


@dataclass(frozen=True)
class Answer:
    """The due day, and all that is told of it."""

    due: Due
    today: date

    @property
    def unit(self) -> str:
        """Return the measure word."""
        working = self.due.clock.unit is Unit.WORKING_DAY
        return "个工作日" if working else "天"

    @property
    def left(self) -> int:
        """Return the days left after today."""
        return rules.remaining(self.due.clock, self.today, self.due.calendar)

    @property
    def told_whole(self) -> bool:
        """Say whether the reckoning is short enough to be told day by day."""
        return (self.due.day - self.due.clock.start).days <= MOST_DAYS_TOLD

    @cached_property
    def explanation(self) -> Explanation:
        """Return every day of the reckoning."""
        return rules.explain(self.due)

    @cached_property
    def sheet(self) -> calendars.Sheet:
        """Return the months of the reckoning."""
        return calendars.of_explanation(self.explanation)

    @property
    def unknown_years(self) -> Mapping[str, list[int]]:
        """Return the years that are guessed: those yet to be arranged, those before."""
        return unknown_years(self.due.calendar, self.due.clock.start, self.due.day)

    @property
    def facts(self) -> list[Fact]:
        """Return what was asked, in words."""
        clock = self.due.clock
        facts = [
            Fact("起算日", f"{said(clock.start)}，当天不计入"),
            Fact("期限", f"{clock.length} {self.unit}"),
        ]
        for pause in clock.pauses:
            until = said(pause.ends) if pause.ends else "尚未恢复"
            why = f"（{pause.reason}）" if pause.reason else ""
            facts.append(Fact("中止", f"{said(pause.begins)} 至 {until}{why}"))
        if clock.extension:
            before = said(self.due.before_extension)
            facts.append(
                Fact("延长", f"{clock.extension} {self.unit}，原到期日 {before}")
            )
        return facts


def said(day: date) -> str:
    """Write a date as people say it."""
    return f"{day.year}年{day.month}月{day.day}日"


def unknown_years(
    calendar: WorkCalendar, after: date, until: date
) -> Mapping[str, list[int]]:
    """Return the guessed years of (after, until]: those to come, those before."""
    first = calendar.first_unknown(after, until)
    if first is None:
        return {}
    known = calendar.known_years
    guessed = [y for y in range(first.year, until.year + 1) if y not in known]
    last = max(known, default=0)
    return {
        "ahead": [year for year in guessed if year > last],
        "before": [year for year in guessed if year <= last],
    }


def tabs(path: str) -> list[Tab]:
    """Return the two ways to reckon, the one shown being current."""
    return [Tab(name, url, current=url == path) for name, url in WAYS]
