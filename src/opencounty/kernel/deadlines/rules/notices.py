"""Reads a yearly arrangement of holidays as it is pasted: a table, or the notice.

A table has a line a day: date, rest or work, name. The notice itself is read from
its own sentences, and checked against the weekdays and day counts it states.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from opencounty.kernel.base.dates import parse_day
from opencounty.kernel.base.text import one_line
from opencounty.kernel.deadlines.rules.calendar import DayKind, SpecialDay

LONGEST_NAME = 30
LONGEST_HOLIDAY = 31
MOST_LINES = 1_000

_REST_WORDS = ("放假", "补休", "连休", "休息", "休")
_WORK_WORDS = ("上班", "补班", "工作", "班")
_WEEKDAYS = "一二三四五六日"
_ORDER = re.compile(r"^[（(]?[一二三四五六七八九十]+[）)]?[、.．]\s*")
_DATE = (
    r"(?:(?P<y{n}>\d{{4}})年)?(?:(?P<m{n}>\d{{1,2}})月)?(?P<d{n}>\d{{1,2}})日"
    r"(?:[（(](?P<w{n}>[^）)]*)[）)])?"
)
_RANGE = re.compile(
    _DATE.format(n=1) + r"(?:\s*(?:至|到|—|－|-|~|～)\s*" + _DATE.format(n=2) + ")?"
)
_TOTAL = re.compile(r"共\s*(\d+)\s*天")
_ONLY_A_DATE = re.compile(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日[）)]?")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_TO = re.compile(r"\s*(?:至|到|~|～)\s*")
_SPLIT = re.compile(r"[,，|;；\s]+")
_ROW_DATE = re.compile(r"\d{4}[-/.年]?\d[\d\-/.年月日号至]*")


@dataclass(frozen=True)
class Mistake:
    """A line that cannot be taken, and what would be right."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """What a pasted arrangement says."""

    days: tuple[SpecialDay, ...]
    mistakes: tuple[Mistake, ...]


class _Unreadable(ValueError):
    """A line says something that cannot be; its text is the reason."""


def read_notice(text: str, year: int) -> Reading:
    """Read the arrangement of `year` from pasted text, every mistake with its line."""
    found: dict[date, SpecialDay] = {}
    mistakes: list[Mistake] = []
    name = ""
    for number, raw in enumerate(text.splitlines()[:MOST_LINES], 1):
        line = one_line(raw)
        name = _heading(line) or name
        try:
            for special in _read_line(line, year, name):
                _check(special, year, found)
                found[special.day] = special
        except ValueError as wrong:
            mistakes.append(Mistake(number, line[:60], str(wrong)))
    days = tuple(sorted(found.values(), key=lambda special: special.day))
    return Reading(days, tuple(mistakes))


def _read_line(line: str, year: int, name: str) -> Iterator[SpecialDay]:
    """Yield the days of one line of table or notice; prose without days has none."""
    if not line or _ONLY_A_DATE.fullmatch(line):
        return
    cells = [cell for cell in _SPLIT.split(_TO.sub("至", line)) if cell]
    if len(cells) > 1 and _ROW_DATE.fullmatch(cells[0]):
        yield from _read_row(cells)
        return
    body = re.split(r"[：:]", _ORDER.sub("", line), maxsplit=1)[-1]
    for sentence in re.split(r"[。；;]", body):
        yield from _read_sentence(sentence, year, name)


def _read_row(cells: list[str]) -> Iterator[SpecialDay]:
    """Yield the days of a table line: date or range, then kind and name."""
    if len(cells) < 3:
        raise _Unreadable("一行应有日期、放假或上班、名称三项，如 2027-01-01,放假,元旦")
    kind, name = _kind(cells[1]), cells[2]
    if kind is None:
        kind, name = _kind(cells[2]), cells[1]
    if kind is None:
        raise _Unreadable(f"“{cells[1]}”应为“放假”或“上班”")
    ends = [parse_day(part) for part in cells[0].split("至")]
    for day in _days(ends[0], ends[-1]):
        yield SpecialDay(day, kind, name)


def _read_sentence(sentence: str, year: int, name: str) -> Iterator[SpecialDay]:
    """Yield the days of a sentence of the notice."""
    matches = list(_RANGE.finditer(sentence))
    if not matches or all(match["m1"] is None for match in matches):
        return
    kind = _kind(sentence)
    if kind is None:
        raise _Unreadable("看不出是放假还是上班")
    if not name:
        raise _Unreadable("没有节日名称，应写成“元旦：1月1日放假”")
    days: list[date] = []
    month = None
    for match in matches:
        first = _day(match, "1", year, month)
        last = _day(match, "2", first.year, first.month) if match["d2"] else first
        month = last.month
        days += _days(first, last)
    total = _TOTAL.search(sentence)
    if total and kind is DayKind.REST and int(total[1]) != len(days):
        raise _Unreadable(f"写的是共 {total[1]} 天，日期却有 {len(days)} 天")
    for day in days:
        yield SpecialDay(day, kind, name)


def _day(match: re.Match[str], end: str, year: int, month: int | None) -> date:
    """Return one end of a range, its weekday checked when the notice gives it."""
    month = int(match["m" + end]) if match["m" + end] else month
    if month is None:
        raise _Unreadable(f"“{match[0]}”没有写几月")
    day = parse_day(f"{match['y' + end] or year}年{month}月{match['d' + end]}日")
    said = _WEEKDAY.search(match["w" + end] or "")
    if said:
        real = _WEEKDAYS[day.weekday()]
        if said[1].replace("天", "日") != real:
            raise _Unreadable(
                f"{day.month}月{day.day}日是周{real}，不是周{said[1]}，请核对年份和日期"
            )
    return day


def _days(first: date, last: date) -> list[date]:
    """Return every day of a holiday."""
    span = range(first.toordinal(), last.toordinal() + 1)
    if not span:
        raise _Unreadable(f"{first} 在 {last} 之后；跨年时请写上年份")
    if len(span) > LONGEST_HOLIDAY:
        raise _Unreadable(f"{first} 至 {last} 有 {len(span)} 天，太长了，请核对")
    return [date.fromordinal(ordinal) for ordinal in span]


def _kind(text: str) -> DayKind | None:
    """Return whether words mean rest or work; the notice's own words come first."""
    if any(word in text for word in _WORK_WORDS):
        return DayKind.WORK
    if any(word in text for word in _REST_WORDS):
        return DayKind.REST
    return None


def _heading(line: str) -> str:
    """Return the holiday's name when the line begins a section of the notice."""
    parts = re.split(r"[：:]", line, maxsplit=1)
    if not _ORDER.match(line) and len(parts) == 1:
        return ""
    name = _ORDER.sub("", parts[0]).strip()
    return name if len(name) <= LONGEST_NAME and not _RANGE.search(name) else ""


def _check(special: SpecialDay, year: int, found: dict[date, SpecialDay]) -> None:
    """Refuse a day that does not belong, is nameless, or was said otherwise before."""
    first = date(year - 1, 12, 1)
    if not first <= special.day <= date(year, 12, 31):
        raise _Unreadable(f"{special.day} 不在 {year} 年的安排里")
    if not 0 < len(special.name) <= LONGEST_NAME:
        raise _Unreadable(f"节日名称应为 1 到 {LONGEST_NAME} 个字")
    earlier = found.get(special.day)
    if earlier and earlier.kind is not special.kind:
        raise _Unreadable(f"{special.day} 前面写了放假，这里又写上班，或者相反")
    if special.kind is DayKind.WORK and special.day.weekday() < 5:
        raise _Unreadable(f"{special.day} 本来就是工作日，不用写上班")
