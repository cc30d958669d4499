"""Headings of running text: one outline with the page, no level skipped."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.portal.headings import outlined, without_empty_heads


@pytest.mark.parametrize(
    ("levels", "under", "shown"),
    [
        ([3, 3], 1, [2, 2]),
        ([2, 3, 2], 1, [2, 3, 2]),
        ([4, 2, 4], 1, [2, 2, 3]),
        ([2, 5], 2, [3, 4]),
        ([2, 3, 4, 5, 6], 3, [4, 5, 6, 6, 6]),
    ],
)
def test_levels_follow_the_heading_above(
    levels: list[int], under: int, shown: list[int]
) -> None:
    html = "".join(f"<h{n}>题</h{n}><p>文</p>" for n in levels)

    assert outlined(html, under=under) == "".join(
        f"<h{n}>题</h{n}><p>文</p>" for n in shown
    )


def test_text_without_headings_stays_as_it_is() -> None:
    html = "<p>一<br>二</p><hr>"

    assert outlined(html) == html


@given(st.lists(st.integers(2, 6)), st.integers(1, 3))
def test_no_level_is_ever_skipped(levels: list[int], under: int) -> None:
    shown = outlined("".join(f"<h{n}>题</h{n}>" for n in levels), under=under)
    seen = [under, *(int(n) for n in re.findall(r"<h(\d)>", shown))]

    assert all(after <= before + 1 for before, after in itertools.pairwise(seen))
    assert all(under < n for n in seen[1:])
    assert re.findall(r"<h(\d)>", shown) == re.findall(r"</h(\d)>", shown)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<th scope="col"></th>', "<td></td>"),
        ('<th colspan="2" scope="row">&nbsp;</th>', '<td colspan="2"></td>'),
        ("<th><br></th>", "<td></td>"),
        ('<th scope="col">项目</th>', '<th scope="col">项目</th>'),
        ("<thead></thead>", "<thead></thead>"),
    ],
)
def test_a_header_cell_that_names_nothing_is_a_plain_one(cell: str, shown: str) -> None:
    assert without_empty_heads(cell) == shown
