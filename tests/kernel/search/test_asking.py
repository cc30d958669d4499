"""Whatever is typed is read, and what is left out is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.search.asking import (
    MOST_CHARACTERS,
    MOST_WORDS,
    number_keys,
    read_question,
)


@given(st.text(max_size=500))
def test_reading_never_raises_and_stays_bounded(text: str) -> None:
    question = read_question(text)

    assert len(question.words) <= MOST_WORDS
    assert all(word.units and word.units[0] != " " for word in question.words)
    assert question.in_parts().in_parts() == question.in_parts()


def test_blanks_part_words_and_quotes_keep_them_together() -> None:
    question = read_question("饮用水　管理 “农村 供水”")

    said = [("".join(word.units), word.quoted) for word in question.words]
    assert said == [("饮用水", False), ("管理", False), ("农村 供水", True)]


def test_quotes_inside_a_title_are_no_operator() -> None:
    (word,) = read_question("关于“放管服”改革的意见").words

    assert not word.quoted
    assert "".join(word.units) == "关于 放管服 改革的意见"


@pytest.mark.parametrize(
    "written",
    [
        "临政发〔2026〕18号",
        "临政发[2026]18号",
        "临政发（2026）18号",
        "临政发【2026】第18号",
        "临政发２０２６ 18号",
        "临政发 〔2026〕 18 号",
        "临政发〔2026〕018",
        "《办法》临政发(2026)18号",
        "关于印发临政发〔2026〕18号",
    ],
)
def test_a_document_number_is_known_in_any_brackets(written: str) -> None:
    (stored, _) = number_keys(["临政发〔2026〕18号"])

    assert any(stored in word.numbers for word in read_question(written).words)


@pytest.mark.parametrize(
    "written", ["临政发〔2026〕19号", "政办发〔2026〕18号", "规划2026 18"]
)
def test_another_number_is_another_number(written: str) -> None:
    (stored, _) = number_keys(["临政发〔2026〕18号"])

    assert not any(stored in word.numbers for word in read_question(written).words)


def test_what_cannot_be_searched_is_said() -> None:
    assert "没有可以检索的文字" in read_question('"*(:').notes[0]
    assert "没有可以检索的文字" in read_question("\x00🎉").notes[0]
    assert read_question("  ").notes == ()
    assert "太长" in read_question("水" * (MOST_CHARACTERS + 1)).notes[0]
    assert "太多" in read_question(" ".join(map(str, range(99)))).notes[0]
