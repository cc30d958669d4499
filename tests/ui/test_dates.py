"""Dates are read as people write them, and refused with words that help."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.ui.dates import parse_date

SHAPES = [
    "{0.year}-{0.month:02}-{0.day:02}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}年{0.month:02}月{0.day:02}日",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year:04}{0.month:02}{0.day:02}",
    "{0.year} 年 {0.month} 月 {0.day} 日",
]


@pytest.mark.parametrize("shape", SHAPES)
@given(day=st.dates(min_value=date(1000, 1, 1)))
def test_every_usual_shape_reads_as_the_same_day(shape: str, day: date) -> None:
    assert parse_date(shape.format(day)) == day


def test_full_width_digits_are_digits() -> None:
    assert parse_date("２０２６年１１月２３日") == date(2026, 11, 23)


@pytest.mark.parametrize(
    "text", ["", "昨天", "2026", "2026-13-01", "2026-00-10", "0000-01-01", "1-2-3"]
)
def test_what_is_no_date_is_answered_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="如 2026-11-23"):
        parse_date(text)


def test_a_day_that_month_does_not_have_is_named() -> None:
    with pytest.raises(ValueError, match="2024年2月只有 29 天，没有 30 日"):
        parse_date("2024-02-30")


@given(text=st.text(max_size=20))
def test_whatever_is_written_is_a_day_or_answered_with_words(text: str) -> None:
    with suppress(ValueError):
        assert isinstance(parse_date(text), date)
