"""Personal numbers in a text are hinted at; masked and made-up ones are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.base.codes import citizen_check_digit
from opencounty.kernel.files.rules import (
    MOST_HINTS,
    NumberKind,
    PersonalNumber,
    personal_numbers,
)

TODAY = date(2026, 11, 24)
CITIZEN = "33102419900101123" + citizen_check_digit("33102419900101123")
CARD = "6222021001116245702"


def hints(text: str) -> list[PersonalNumber]:
    return personal_numbers(text, as_of=TODAY)


def kinds(text: str) -> list[str]:
    return [hint.kind for hint in hints(text)]


@pytest.mark.parametrize(
    "written",
    [
        CITIZEN,
        f"身份证号：{CITIZEN}。",
        f"{CITIZEN[:6]} {CITIZEN[6:14]} {CITIZEN[14:]}",
        f"{CITIZEN[:6]}-{CITIZEN[6:10]}-{CITIZEN[10:14]}-{CITIZEN[14:]}",
        "".join(chr(ord(d) + 0xFEE0) for d in CITIZEN),
        f"张三\t{CITIZEN}\t8\n",
        f"{CITIZEN} 8",
        CITIZEN[:6] + CITIZEN[8:17],
    ],
)
def test_an_identity_number_is_found_however_it_is_written(written: str) -> None:
    assert kinds(written) == [NumberKind.CITIZEN_ID]


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        "联系电话138 1234 5678",
        "+86-139-1234-5678",
        "１５０１２３４５６７８",
    ],
)
def test_a_mobile_number_is_found(written: str) -> None:
    assert kinds(written) == [NumberKind.MOBILE]


@pytest.mark.parametrize("written", [CARD, "6222 0210 0111 6245 702", f"账号：{CARD}"])
def test_a_bank_card_is_found(written: str) -> None:
    assert kinds(written) == [NumberKind.BANK_CARD]


@pytest.mark.parametrize(
    "written",
    [
        "33*************123",
        "138****1234",
        CITIZEN[:17] + ("1" if CITIZEN[17] != "1" else "2"),
        CARD[:-1] + "9",
        f"9{CITIZEN}",
        "0000-5551234",
        "12345678901",
        "〔2026〕18号",
        "113310240026843492026112400012345",
        "1" * 10_000,
        "",
    ],
)
def test_masked_wrong_and_other_numbers_are_left_alone(written: str) -> None:
    assert hints(written) == []


def test_a_hint_shows_where_and_hides_the_number() -> None:
    text = f"受助人王某（{CITIZEN}），电话13812345678。"

    first, second = hints(text)

    assert text[first.start : first.end] == CITIZEN
    assert first.label == "身份证号"
    assert CITIZEN not in first.around
    assert "13812345678" not in first.around
    assert first.around.startswith("受助人王某（33*")
    assert second.masked == "138****5678"


def test_hints_are_bounded() -> None:
    assert len(hints("13812345678 " * 999)) == MOST_HINTS


@given(st.text(st.sampled_from("0123456789Xx -０１×王。\t"), max_size=80))
def test_any_text_is_taken(text: str) -> None:
    for hint in hints(text):
        assert text[hint.start : hint.end].strip()
