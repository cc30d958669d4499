"""Dates are read as people write them, and refused with what would be right."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.base.dates import parse_day


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03",
        "2026年11月3日",
        "20261103",
        "2026.11.3",
        "2026/11/03",
        " ２０２６－１１－０３ ",
        "2026-11-03 08:30",
        "2026-11-03T08:30:00+08:00",
    ],
)
def test_every_usual_way_of_writing_a_day_is_read(text: str) -> None:
    assert parse_day(text) == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-02-30", "2024 年 2 月没有 30 日"),
        ("2026-13-01", "没有 13 月"),
        ("明天", "应写成 2026-11-23"),
        ("", "应写成"),
        ("0001-01-01", "1900-01-01"),
        ("61123-11-23", "不是日期"),
    ],
)
def test_what_is_no_day_is_refused_with_what_would_be_right(
    text: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        parse_day(text)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_reading_undoes_writing(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.year}年{day.month}月{day.day}日") == day


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_never_worse(text: str) -> None:
    with suppress(ValueError):
        assert isinstance(parse_day(text), date)
