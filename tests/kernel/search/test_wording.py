"""Text is read the same way when it is indexed and when it is asked for."""

from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.search.wording import fold, pairs, squeezed, units, woven

written = st.text(
    st.one_of(
        st.sampled_from("水利局饮用农村管理办法〇々𠮷①Ａ２，。《》〔〕 \n\u3000"),
        st.sampled_from("abcXYZ0189-/_."),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@given(written)
def test_folding_keeps_every_character_at_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(written)
def test_the_fast_way_says_what_the_plain_way_says(text: str) -> None:
    read = units(text)
    paired, distinct = woven(text)

    assert paired.split() == [pair for pair in pairs([*read, " "]) if pair]
    assert sorted(distinct.split()) == sorted({*read} - {" "})


@given(written, written, written)
def test_what_stands_in_a_text_is_found_as_a_row_of_its_pairs(
    before: str, phrase: str, after: str
) -> None:
    asked = pairs(units(phrase))
    row = woven(f"{before} {phrase} {after}")[0].split()

    assert any(
        row[place : place + len(asked)] == asked for place in range(len(row) + 1)
    )


def test_full_width_and_compatibility_forms_are_folded() -> None:
    assert fold("ＧＢ／Ｔ ２０２６ ⼈民 İ") == "gb／t 2026 人民 i"


def test_chinese_is_read_by_characters_and_other_scripts_by_words() -> None:
    assert units("2026年A4纸，饮用水") == ["2026", "年", "a4", "纸", " ", *"饮用水"]
    assert pairs(units("2026年A4纸")) == ["2026年", "年a4", "a4纸"]
    assert squeezed("《饮用水 管理》（2026）") == "饮用水管理2026"


def test_characters_beyond_the_basic_plane_are_characters() -> None:
    assert units("𠮷野") == ["𠮷", "野"]
    assert woven("在𠮷野")[0].split() == ["在𠮷", "𠮷野", "野"]


def test_a_text_of_very_many_words_loses_none() -> None:
    text = "，".join(str(n) for n in range(9_000))
    assert set(woven(text)[0].split()) == {str(n) for n in range(9_000)}
