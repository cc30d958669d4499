"""The window shows where the words stand, marked and escaped."""

import re

from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.search.asking import read_question
from opencounty.kernel.search.excerpts import WINDOW, Marker

alphabet = st.sampled_from("水利局饮用，。<>&\"' \nabＡ①2")


def plain(html: str) -> str:
    for written, sign in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("#x27", "'")):
        html = html.replace(f"&{written};", sign)
    return re.sub("</?mark>", "", html.replace("&amp;", "&"))


@given(st.text(alphabet, max_size=300), st.text(alphabet, min_size=1, max_size=6))
def test_marks_never_break_the_text_or_the_html(body: str, asked: str) -> None:
    for loosely in (False, True):
        marker = Marker(read_question(asked), loosely=loosely)
        excerpt = marker.excerpt(body)
        title = marker.title(body)

        assert set(re.findall(r"<[^>]*>", excerpt + title)) <= {"<mark>", "</mark>"}
        assert excerpt.count("<mark>") == excerpt.count("</mark>")


@given(st.text(st.sampled_from("水利局饮用，。 ab"), max_size=300))
def test_the_title_stays_whole_and_the_window_is_bounded(text: str) -> None:
    marker = Marker(read_question("水利 ab"))

    assert plain(marker.title(text)) == text
    assert len(plain(marker.excerpt(text))) <= WINDOW + 2


def test_words_are_marked_in_any_width_and_case() -> None:
    marker = Marker(read_question("gb 饮用水"))

    assert (
        marker.title("ＧＢ标准：饮用水") == "<mark>ＧＢ</mark>标准：<mark>饮用水</mark>"
    )


def test_a_word_is_marked_only_as_a_whole_word() -> None:
    assert "<mark>" not in Marker(read_question("18")).title("第118号")
    assert "<mark>18</mark>号" in Marker(read_question("18")).title("第18号")


def test_a_title_typed_without_its_signs_is_marked_with_them() -> None:
    marker = Marker(read_question("实施水法办法"))

    assert marker.title("实施《水法》办法") == "<mark>实施《水法》办法</mark>"


def test_overlapping_pairs_make_one_mark() -> None:
    marker = Marker(read_question("农村饮用水怎么办"), loosely=True)

    assert marker.title("饮用水源") == "<mark>饮用水</mark>源"


def test_the_window_opens_where_most_words_stand_together() -> None:
    filler = "无关的话。" * 60
    body = f"饮用水。{filler}关于农村饮用水的补助标准如下。{filler}补助。"

    excerpt = Marker(read_question("饮用水 补助 标准")).excerpt(body)

    assert excerpt.startswith("…关于农村<mark>饮用水</mark>的<mark>补助标准</mark>如下")
    assert excerpt.endswith("…")


def test_without_a_match_the_window_is_the_beginning() -> None:
    assert (
        Marker(read_question("没有")).excerpt("第一句。第二句。") == "第一句。第二句。"
    )
    assert Marker(read_question("")).excerpt("") == ""


def test_html_in_the_text_is_escaped() -> None:
    excerpt = Marker(read_question("script")).excerpt("<script>alert(1)</script>")

    assert excerpt == "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"
