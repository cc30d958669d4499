"""Citizen identity numbers (公民身份号码, GB 11643)."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from opencounty.kernel.base.codes.faults import (
    PROVINCES,
    Fault,
    normalise,
    wrong_character,
    wrong_length,
)
from opencounty.kernel.base.codes.masks import mask_citizen_id

NAME = "公民身份号码"
DIGITS = "0123456789"
OLDEST_YEARS = 150

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# residence permits of Hong Kong, Macao and Taiwan name no county
_WITHOUT_COUNTY = frozenset({"71", "81", "82", "83"})


class Sex(StrEnum):
    """Sex as the number tells it: an odd sequence is male."""

    MALE = "male"
    FEMALE = "female"


_SEX_WORDS = {Sex.MALE: "男", Sex.FEMALE: "女"}


@dataclass(frozen=True)
class CitizenId:
    """A sound identity number and what it says of its holder."""

    number: str
    area: str
    birth: date
    sequence: str
    sex: Sex

    def __str__(self) -> str:
        return mask_citizen_id(self.number)

    def disagreement(
        self, *, birth: date | None = None, sex: Sex | None = None
    ) -> Fault | None:
        """Return how the number contradicts what was declared, if it does."""
        if birth is not None and birth != self.birth:
            return Fault(
                f"号码中的出生日期是 {self.birth}，与填写的 {birth} 不一致",
                7,
                f"{birth:%Y%m%d}",
            )
        if sex is not None and sex is not self.sex:
            said = _SEX_WORDS[self.sex]
            return Fault(f"号码第 17 位表示{said}性，与填写的性别不一致", 17)
        return None


def parse_citizen_id(
    text: str, *, as_of: date, areas: Container[str] | None = None
) -> CitizenId | Fault:
    """Read an 18-digit number; `areas` are the county codes that ever existed.

    A 15-digit number is refused and its 18-digit form offered (GB 11643-1999).
    """
    number = normalise(text)
    fault = _form_fault(number) or _area_fault(number[:6], areas)
    if fault:
        return fault
    birth = _birth(number[6:14], as_of)
    if isinstance(birth, Fault):
        return birth
    fault = _tail_fault(number)
    if fault:
        return fault
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return CitizenId(number, number[:6], birth, number[14:17], sex)


def citizen_check_digit(body: str) -> str:
    """Return the 18th character for the first 17 digits."""
    if len(body) != 17 or not set(body) <= set(DIGITS):
        raise ValueError("the check digit is worked out from 17 digits")
    total = sum(int(digit) * w for digit, w in zip(body, _WEIGHTS, strict=True))
    return _CHECK[total % 11]


def upgrade_citizen_id(text: str) -> str:
    """Return the 18-digit form of a 15-digit number; both mean one person."""
    number = normalise(text)
    if len(number) != 15 or not set(number) <= set(DIGITS):
        raise ValueError("only a 15-digit number has an 18-digit form")
    body = f"{number[:6]}19{number[6:]}"
    return body + citizen_check_digit(body)


def _form_fault(number: str) -> Fault | None:
    """Return what is wrong with the length or a character."""
    if len(number) == 15 and set(number) <= set(DIGITS):
        longer = upgrade_citizen_id(number)
        return Fault(
            f"15 位旧号码已停用，对应的 18 位号码是 {longer}，请核对", None, longer
        )
    return (
        wrong_length(NAME, number, 18)
        or wrong_character(number[:17], DIGITS, "数字")
        or wrong_character(number[17], DIGITS + "X", "数字或 X", start=18)
    )


def _area_fault(area: str, areas: Container[str] | None) -> Fault | None:
    """Return what is wrong with the first six digits."""
    if area[:2] not in PROVINCES:
        return Fault(f"第 1 至 2 位“{area[:2]}”不是省级行政区划代码", 1)
    if area[2:] == "0000":
        if area[:2] in _WITHOUT_COUNTY:
            return None
        return Fault(f"第 1 至 6 位“{area}”是省级代码，应为县级行政区划代码", 3)
    if areas is not None and area not in areas:
        return Fault(f"第 1 至 6 位“{area}”不是现有或曾有的县级行政区划代码", 1)
    return None


def _birth(digits: str, as_of: date) -> date | Fault:
    """Return the date of birth, or why it cannot be one."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        birth = date(year, month, day)
    except ValueError:
        return Fault(f"第 7 至 14 位“{digits}”不是存在的日期（应为年月日）", 7)
    if birth > as_of:
        return Fault(f"出生日期 {birth} 晚于 {as_of}", 7)
    if as_of.year - year > OLDEST_YEARS:
        return Fault(f"出生日期 {birth} 距今超过 {OLDEST_YEARS} 年", 7)
    return birth


def _tail_fault(number: str) -> Fault | None:
    """Return what is wrong with the sequence or the check digit."""
    if number[14:17] == "000":
        return Fault("第 15 至 17 位顺序码不能是 000", 15)
    right = citizen_check_digit(number[:17])
    if number[17] != right:
        return Fault(
            f"校验不通过：按前 17 位算，第 18 位应为 {right}，现在是 {number[17]}，"
            "请逐位核对",
            18,
            right,
        )
    return None
