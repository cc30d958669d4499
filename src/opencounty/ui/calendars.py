"""Days drawn as months: a reckoning of a due day, or a year of the calendar.

Every day says what it is by shape and word; colour only helps.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from opencounty.kernel.deadlines.rules import (
    ExplainedDay,
    Explanation,
    Mark,
    Nature,
    Reason,
    WorkCalendar,
)

ONE_DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
SHORT = 2  # characters of a holiday's name that fit a day


@dataclass(frozen=True)
class Cell:
    """A day as it is drawn, and as it is told to those who listen."""

    day: date
    kinds: str = ""  # class names: the shape
    mark: str = ""  # one character beside the number
    word: str = ""
    told: str = ""


@dataclass(frozen=True)
class Month:
    """A month as weeks from Monday; days of no concern are empty."""

    year: int
    number: int
    weeks: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True)
class Sign:
    """A line of the key: what a shape means."""

    kinds: str
    mark: str
    word: str
    meaning: str


# the lines of the key, by the class name that calls for them
SIGNS = {
    "start": Sign("start", "", "起算", "起算当日，不计入"),
    "counted": Sign("counted", "", "第1", "计入期限的一天"),
    "made-up": Sign("counted made-up", "班", "第2", "双休日调休上班，计入"),
    "skipped": Sign("skipped", "", "双休", "双休日，不计入"),
    "holiday": Sign("skipped holiday", "休", "节日", "放假的日子，不计入"),
    "paused": Sign("paused", "", "中止", "期限中止，不计入"),
    "rolled": Sign("rolled", "", "顺延", "期满日遇休息日，顺延"),
    "due": Sign("counted due", "", "到期", "到期日，当天结束前有效"),
    "rest": Sign("rest", "休", "节日", "放假"),
    "work": Sign("work", "班", "上班", "调休上班"),
    "weekend": Sign("weekend", "", "", "双休日"),
    "guess": Sign("guess", "估", "", "放假安排未公布，按双休日暂估"),
    "changed": Sign("changed", "", "", "这次修改的日期"),
}


@dataclass(frozen=True)
class Sheet:
    """Months and the key to what is drawn in them."""

    months: tuple[Month, ...]
    key: tuple[Sign, ...]


def of_explanation(explanation: Explanation) -> Sheet:
    """Draw every day from the start of a period to its due day."""
    return _sheet(_reckoned(day) for day in explanation.days)


def of_year(calendar: WorkCalendar, year: int, changed: Iterable[date] = ()) -> Sheet:
    """Draw a year: rest days, make-up days, weekends, and what has just changed."""
    marked = frozenset(changed)
    first, last = date(year, 1, 1), date(year, 12, 31)
    if marked:
        first = min(first, *marked).replace(day=1)
    days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return _sheet(_arranged(calendar.nature(d), changed=d in marked) for d in days)


def _sheet(cells: Iterable[Cell]) -> Sheet:
    by_day = {cell.day: cell for cell in cells}
    used = {kind for cell in by_day.values() for kind in cell.kinds.split()}
    return Sheet(
        tuple(_months(by_day)), tuple(s for kind, s in SIGNS.items() if kind in used)
    )


def _months(cells: Mapping[date, Cell]) -> Iterable[Month]:
    """Yield the months that hold the cells, in order."""
    for year, number in sorted({(day.year, day.month) for day in cells}):
        first = date(year, number, 1)
        monday = first - first.weekday() * ONE_DAY
        weeks = []
        while (monday.year, monday.month) <= (year, number):
            week = (monday + n * ONE_DAY for n in range(7))
            weeks.append(
                tuple(
                    cells.get(day, Cell(day)) if day.month == number else None
                    for day in week
                )
            )
            monday += 7 * ONE_DAY
        yield Month(year, number, tuple(weeks))


def _reckoned(day: ExplainedDay) -> Cell:
    """Draw a day of a reckoning."""
    nature = day.nature
    kinds = [day.mark.value]
    if day.mark is Mark.COUNTED and nature.reason is Reason.MAKE_UP:
        kinds.append("made-up")
    if day.mark is Mark.SKIPPED and nature.reason is Reason.HOLIDAY:
        kinds = ["skipped", "holiday"]
    if day.last:
        kinds.append("due")
    if not nature.known and day.mark is not Mark.START:
        kinds.append("guess")
    return Cell(nature.day, " ".join(kinds), _mark(nature), _word(day), _told(day))


def _word(day: ExplainedDay) -> str:
    """Return what stands under the number of a day."""
    if day.last:
        return "到期"
    if day.mark is Mark.COUNTED:
        return f"第{day.number}"
    if day.mark is Mark.SKIPPED:
        holiday = day.nature.reason is Reason.HOLIDAY
        return day.nature.name[:SHORT] if holiday else "双休"
    return {Mark.START: "起算", Mark.PAUSED: "中止", Mark.ROLLED: "顺延"}[day.mark]


def _told(day: ExplainedDay) -> str:
    """Return a day in a sentence."""
    parts = [_date(day.day), day.words]
    if day.mark is Mark.COUNTED:
        parts.insert(1, f"计入，第{day.number}日")
    if day.last:
        parts.append("到期日")
    return "，".join(parts)


def _mark(nature: Nature) -> str:
    """Return the one character that says an arrangement changed the day."""
    if nature.reason is Reason.MAKE_UP:
        return "班"
    if nature.reason is Reason.HOLIDAY:
        return "休"
    return "" if nature.known else "估"


def _arranged(nature: Nature, *, changed: bool) -> Cell:
    """Draw a day of the calendar."""
    kinds, word = {
        Reason.HOLIDAY: ("rest", nature.name[:SHORT]),
        Reason.MAKE_UP: ("work", "上班"),
        Reason.WEEKEND: ("weekend", ""),
        Reason.WEEKDAY: ("", ""),
    }[nature.reason]
    if not nature.known:
        kinds += " guess"
    if changed:
        kinds += " changed"
    told = f"{_date(nature.day)}，{nature.words}"
    mark = _mark(nature) if nature.known or word else ""
    return Cell(nature.day, kinds.strip(), mark, word, told)


def _date(day: date) -> str:
    """Write a day within its year."""
    return f"{day.month}月{day.day}日星期{WEEKDAYS[day.weekday()]}"
