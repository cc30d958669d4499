"""Personal numbers in a text, found so that a person looks before it is published.

Pure. Hints, not verdicts: each shows where it stands and what it looks like.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from opencounty.kernel.base.codes import (
    CitizenId,
    mask_citizen_id,
    mask_phone,
    parse_citizen_id,
    upgrade_citizen_id,
)

MOST_HINTS = 200
AROUND = 12
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {ord("×"): ord("X")}
_GAP = r"[ \-\u00a0\u3000]"
_ALONE = (r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])")
# unbroken, or in the groups people write: 6-8-4 or 6-4-4-4, and fours
_LONG = re.compile(
    rf"{_ALONE[0]}(?:\d{{14,18}}[\dXx]"
    rf"|\d{{6}}{_GAP}\d{{4}}{_GAP}?\d{{4}}{_GAP}\d{{3}}[\dXx]"
    rf"|\d{{4}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?){_ALONE[1]}"
)
_MOBILE = re.compile(
    rf"{_ALONE[0]}(?:\+?86{_GAP}?)?"
    rf"(1[3-9]\d{_GAP}?\d{{4}}{_GAP}?\d{{4}}){_ALONE[1]}"
)
# first digits of the card schemes met in China
_SCHEMES = ("62", "4", "51", "52", "53", "54", "55", "34", "35", "37", "60", "9558")


class NumberKind(StrEnum):
    """The kinds of personal number looked for (R46)."""

    CITIZEN_ID = "citizen_id"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"


LABELS = {
    NumberKind.CITIZEN_ID: "身份证号",
    NumberKind.MOBILE: "手机号",
    NumberKind.BANK_CARD: "银行卡号",
}


@dataclass(frozen=True)
class PersonalNumber:
    """A number that seems to be somebody's, and where it stands in the text."""

    kind: NumberKind
    start: int
    end: int
    masked: str
    around: str

    @property
    def label(self) -> str:
        """Return what people call this kind of number."""
        return LABELS[self.kind]


def personal_numbers(text: str, *, as_of: date) -> list[PersonalNumber]:
    """List unmasked citizen ids, mobiles and bank cards in the order they stand."""
    narrow = text.translate(_NARROW)
    found = sorted(_all(narrow, as_of), key=lambda hit: hit[1])
    return [
        PersonalNumber(kind, start, end, masked, _around(text, start, end, masked))
        for kind, start, end, masked in found[:MOST_HINTS]
    ]


_Hit = tuple[NumberKind, int, int, str]


def _all(text: str, as_of: date) -> Iterator[_Hit]:
    for match in _LONG.finditer(text):
        digits = re.sub(r"[^0-9Xx]", "", match[0]).upper()
        # in fours, a short last group may be the next number's beginning
        for length in dict.fromkeys((len(digits), 16)):
            if kind := _long_kind(digits[:length], as_of):
                masked = mask_citizen_id(digits[:length])
                yield kind, match.start(), match.end(), masked
                break
    for match in _MOBILE.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        yield NumberKind.MOBILE, match.start(), match.end(), mask_phone(digits)


def _long_kind(digits: str, as_of: date) -> NumberKind | None:
    """Tell a citizen id by its date and check digit, a card by scheme and Luhn."""
    if _is_citizen_id(digits, as_of):
        return NumberKind.CITIZEN_ID
    is_card = len(digits) >= 16 and digits.isdecimal() and digits.startswith(_SCHEMES)
    return NumberKind.BANK_CARD if is_card and _passes_luhn(digits) else None


def _is_citizen_id(digits: str, as_of: date) -> bool:
    if len(digits) == 15 and digits.isdecimal():
        digits = upgrade_citizen_id(digits)
    return isinstance(parse_citizen_id(digits, as_of=as_of), CitizenId)


def _passes_luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def _around(text: str, start: int, end: int, masked: str) -> str:
    """Return the words before and after, this number masked and others hidden."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    hidden = [re.sub(r"\d{5,}", "…", words) for words in (before, after)]
    return " ".join(f"{hidden[0]}{masked}{hidden[1]}".split())
