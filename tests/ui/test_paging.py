"""Pages are numbered, bounded, and wrong numbers are answered with words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.ui.paging import page_asked, paging

totals = st.integers(0, 200_000)
sizes = st.integers(1, 100)


@given(total=totals, size=sizes)
def test_the_pages_together_hold_everything_once(total: int, size: int) -> None:
    pages = paging("1", total=total, size=size).pages
    ends = [paging(str(n), total=total, size=size) for n in {1, 2, pages}]

    assert all(0 <= p.start <= p.stop <= total for p in ends)
    assert paging(str(pages), total=total, size=size).stop == total
    assert pages == max(1, -(-total // size))


@given(total=totals, size=sizes, raw=st.text(max_size=12))
def test_whatever_is_asked_some_page_is_shown(total: int, size: int, raw: str) -> None:
    shown = paging(raw, total=total, size=size)

    assert 1 <= shown.number <= shown.pages
    assert shown.numbers[0] == 1
    assert shown.numbers[-1] == shown.pages
    assert len(shown.numbers) <= 9


@given(total=totals, size=sizes, number=st.integers(1, 3000))
def test_no_number_is_left_out_silently(total: int, size: int, number: int) -> None:
    numbers = paging(str(number), total=total, size=size).numbers
    for before, after in pairwise(numbers):
        if before is not None and after is not None:
            assert after == before + 1


@pytest.mark.parametrize("raw", ["abc", "-1", "0", "1.5", "１e3", "9" * 5000, "²"])
def test_what_is_not_a_page_number_shows_the_first_page_and_says_so(raw: str) -> None:
    shown = paging(raw, total=1286)

    assert shown.number == 1
    assert "不是页码" in shown.note


def test_beyond_the_end_the_last_page_is_shown_and_the_end_named() -> None:
    shown = paging("999999", total=1286)

    assert shown.number == shown.pages == 65
    assert "只有 65 页" in shown.note


def test_without_a_number_the_first_page_is_shown_without_a_word() -> None:
    assert paging(None, total=45).note == paging("", total=45).note == ""
    assert page_asked(None) == 1


def test_an_empty_list_has_one_page_with_nothing_on_it() -> None:
    shown = paging("1", total=0)

    assert (shown.first, shown.stop, shown.pages) == (0, 0, 1)
    assert shown.previous is shown.next is None
