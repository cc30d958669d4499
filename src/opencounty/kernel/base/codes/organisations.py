"""Unified social credit codes of organisations (统一社会信用代码, GB 32100)."""

from dataclasses import dataclass

from opencounty.kernel.base.codes.faults import (
    PROVINCES,
    Fault,
    normalise,
    wrong_character,
    wrong_length,
)

NAME = "统一社会信用代码"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
NATIONAL_AREA = "10"

# registrar → (its name, the kinds of organisation it registers)
_REGISTRARS = {
    "1": ("机构编制", "1239"),
    "2": ("外交", "19"),
    "3": ("司法行政", "123459"),
    "4": ("文化", "19"),
    "5": ("民政", "1239"),
    "6": ("旅游", "129"),
    "7": ("宗教", "129"),
    "8": ("工会", "19"),
    "9": ("市场监管", "123"),
    "A": ("中央军委", "19"),
    "N": ("农业农村", "1239"),
    "Y": ("其他", "1"),
}
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_INNER_VALUES = {
    character: value
    for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Uscc:
    """A sound credit code and its parts."""

    code: str
    registrar: str
    kind: str
    area: str
    organisation: str  # the nine places of GB 11714

    def __str__(self) -> str:
        return self.code

    @property
    def registrar_name(self) -> str:
        """Return who registers such organisations."""
        return _REGISTRARS[self.registrar][0]


def parse_uscc(text: str) -> Uscc | Fault:
    """Read an 18-place code, its inner organisation code checked as well."""
    code = normalise(text)
    fault = (
        wrong_length(NAME, code, 18)
        or wrong_character(code, ALPHABET, "数字或大写字母（不含 I、O、S、V、Z）")
        or _head_fault(code)
        or _check_fault(code)
    )
    return fault or Uscc(code, code[0], code[1], code[2:8], code[8:17])


def organisation_check_digit(body: str) -> str:
    """Return the ninth place of an organisation code for its first eight."""
    if len(body) != 8 or not set(body) <= _INNER_VALUES.keys():
        raise ValueError("the check digit is worked out from 8 digits or capitals")
    total = sum(_INNER_VALUES[c] * w for c, w in zip(body, _INNER_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def uscc_check_digit(body: str) -> str:
    """Return the 18th place for the first seventeen."""
    if len(body) != 17 or not set(body) <= _VALUES.keys():
        raise ValueError("the check digit is worked out from 17 places of the alphabet")
    total = sum(_VALUES[c] * pow(3, place, 31) for place, c in enumerate(body))
    return ALPHABET[-total % 31]


def _head_fault(code: str) -> Fault | None:
    """Return what is wrong with registrar, kind or area."""
    if code[0] not in _REGISTRARS:
        known = "、".join(_REGISTRARS)
        return Fault(f"第 1 位“{code[0]}”不是登记管理部门代码，应为 {known} 之一", 1)
    registrar, kinds = _REGISTRARS[code[0]]
    if code[1] not in kinds:
        known = "、".join(kinds)
        return Fault(
            f"第 2 位“{code[1]}”不是机构类别：第 1 位是 {code[0]}（{registrar}）时"
            f"应为 {known} 之一",
            2,
        )
    fault = wrong_character(code[2:8], "0123456789", "数字（登记地区划）", start=3)
    if fault is None and code[2:4] not in PROVINCES | {NATIONAL_AREA}:
        return Fault(f"第 3 至 4 位“{code[2:4]}”不是省级行政区划代码", 3)
    return fault


def _check_fault(code: str) -> Fault | None:
    """Return which of the two check digits is wrong."""
    right = organisation_check_digit(code[8:16])
    if code[16] != right:
        return Fault(
            f"校验不通过：按第 9 至 16 位算，第 17 位应为 {right}，现在是 {code[16]}，"
            "请逐位核对",
            17,
            right,
        )
    right = uscc_check_digit(code[:17])
    if code[17] != right:
        return Fault(
            f"校验不通过：按前 17 位算，第 18 位应为 {right}，现在是 {code[17]}，"
            "请逐位核对",
            18,
            right,
        )
    return None
