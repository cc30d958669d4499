"""Numbers of people, organs and places: sound ones are read, others explained."""

import csv
import gzip
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.base import codes

TODAY = date(2026, 11, 24)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def citizen(text: str, **more: object) -> codes.CitizenId | codes.Fault:
    return codes.parse_citizen_id(text, as_of=TODAY, **more)  # type: ignore[arg-type]


def fault(found: object) -> codes.Fault:
    assert isinstance(found, codes.Fault), found
    return found


# ---- an oracle that shares nothing with the code: ISO 7064, digit by digit


def iso_7064_mod_11_2(body: str) -> str:
    rest = 0
    for digit in body:
        rest = (rest + int(digit)) * 2 % 11
    return "0123456789X"[(12 - rest) % 11]


def uscc_by_trial(body: str) -> str:
    """The one character that makes the weighted sum a multiple of 31."""
    places = [ALPHABET.index(c) for c in body]
    (right,) = [
        c
        for c in ALPHABET
        if (sum(v * 3**i for i, v in enumerate(places)) + ALPHABET.index(c)) % 31 == 0
    ]
    return right


def organisation_by_trial(body: str) -> str:
    weights = [3, 7, 9, 10, 5, 8, 4, 2]
    total = sum(w * int(c, 36) for w, c in zip(weights, body, strict=True))
    (right,) = [d for d in range(11) if (total + d) % 11 == 0]
    return "0123456789X"[right]


# ---- citizens


@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [
        ("11010519491231002X", date(1949, 12, 31), codes.Sex.FEMALE),  # GB 11643
        ("440524188001010014", date(1880, 1, 1), codes.Sex.MALE),  # GB 11643
    ],
)
def test_the_standards_own_samples_are_sound(
    number: str, born: date, sex: codes.Sex
) -> None:
    found = codes.parse_citizen_id(number, as_of=date(1990, 1, 1))

    assert isinstance(found, codes.CitizenId)
    assert (found.number, found.birth, found.sex) == (number, born, sex)
    assert found.area == number[:6]


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105\u200b19491231\ufeff002x",
        "11010519491231002×",
    ],
)
def test_numbers_are_tidied_before_they_are_read(written: str) -> None:
    found = citizen(written)

    assert isinstance(found, codes.CitizenId)
    assert found.number == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "says", "position"),
    [
        ("", "请填写公民身份号码", None),
        ("11010519491231002", "应为 18 位，现在是 17 位", None),
        ("1101051949123100212", "应为 18 位，现在是 19 位", None),
        ("11O10519491231002X", "第 3 位“O”应为数字，可能是 0", 3),
        ("1101051949123100一X", "第 17 位“一”应为数字", 17),
        ("11010519491231002Y", "第 18 位“Y”应为数字或 X", 18),
        ("99010519491231002X", "第 1 至 2 位“99”不是省级", 1),
        ("110000194912310021", "是省级代码，应为县级", 3),
        ("110105199902300021", "第 7 至 14 位“19990230”不是存在的日期", 7),
        ("11010520990101002X", "出生日期 2099-01-01 晚于 2026-11-24", 7),
        ("110105180001010021", "距今超过 150 年", 7),
        ("110105194912310003", "第 15 至 17 位顺序码不能是 000", 15),
        ("110105194912310021", "第 18 位应为 X，现在是 1", 18),
    ],
)
def test_a_bad_number_is_told_what_is_wrong_and_where(
    number: str, says: str, position: int | None
) -> None:
    found = fault(citizen(number))

    assert says in found.message
    assert found.position == position


def test_the_right_check_digit_is_offered() -> None:
    assert fault(citizen("110105194912310021")).expected == "X"


def test_an_old_number_is_refused_and_its_new_form_offered() -> None:
    found = fault(citizen("110105491231002"))

    assert found.expected == "11010519491231002X"
    assert codes.upgrade_citizen_id("110105491231002") == "11010519491231002X"


@pytest.mark.parametrize("prefix", ["810000", "820000", "830000"])
def test_residence_permits_name_no_county(prefix: str) -> None:
    body = f"{prefix}19900101001"

    found = citizen(body + iso_7064_mod_11_2(body))

    assert isinstance(found, codes.CitizenId)


def test_a_county_must_once_have_existed_when_the_list_is_given() -> None:
    assert isinstance(citizen("11010519491231002X", areas={"110105"}), codes.CitizenId)

    refused = fault(citizen("11010519491231002X", areas={"330106"}))

    assert "曾有的县级行政区划" in refused.message


def test_what_was_declared_must_agree_with_the_number() -> None:
    found = citizen("11010519491231002X")
    assert isinstance(found, codes.CitizenId)

    assert found.disagreement(birth=date(1949, 12, 31), sex=codes.Sex.FEMALE) is None
    born_later = found.disagreement(birth=date(1949, 12, 30))
    other_sex = found.disagreement(sex=codes.Sex.MALE)

    assert born_later is not None
    assert "1949-12-31" in born_later.message
    assert other_sex is not None
    assert "女" in other_sex.message


births = st.dates(date(1900, 1, 1), TODAY)
areas = st.sampled_from(["110105", "330106", "441900", "654325", "820000"])


@given(area=areas, birth=births, sequence=st.integers(1, 999))
def test_every_number_made_by_the_rule_is_read_back(
    area: str, birth: date, sequence: int
) -> None:
    body = f"{area}{birth:%Y%m%d}{sequence:03}"
    assert codes.citizen_check_digit(body) == iso_7064_mod_11_2(body)

    found = citizen(body + iso_7064_mod_11_2(body))

    assert isinstance(found, codes.CitizenId)
    assert found.birth == birth
    assert (found.sex is codes.Sex.MALE) == bool(sequence % 2)


@given(
    birth=births,
    sequence=st.integers(1, 999),
    place=st.integers(0, 16),
    shift=st.integers(1, 9),
)
def test_one_wrong_digit_never_passes(
    birth: date, sequence: int, place: int, shift: int
) -> None:
    body = f"330106{birth:%Y%m%d}{sequence:03}"
    number = body + iso_7064_mod_11_2(body)
    wrong = str((int(number[place]) + shift) % 10)

    found = citizen(number[:place] + wrong + number[place + 1 :])

    assert isinstance(found, codes.Fault)


@given(text=st.text(max_size=24))
def test_no_text_whatever_breaks_the_readers(text: str) -> None:
    for found in (citizen(text), codes.parse_uscc(text), codes.parse_division(text)):
        assert str(found)


# ---- organisations

SAMPLE = "91350100M000100Y43"  # GB 32100


@pytest.mark.parametrize(
    "written", [SAMPLE, "91350100m000100y43", "９１３５0100M000100Y43"]
)
def test_the_standards_own_credit_code_is_sound(written: str) -> None:
    found = codes.parse_uscc(written)

    assert isinstance(found, codes.Uscc)
    assert found.code == str(found) == SAMPLE
    assert (found.registrar, found.kind, found.area) == ("9", "1", "350100")
    assert found.organisation == "M000100Y4"
    assert found.registrar_name == "市场监管"


@pytest.mark.parametrize(
    ("code", "says", "position"),
    [
        ("", "请填写统一社会信用代码", None),
        ("91350100M000100Y4", "应为 18 位，现在是 17 位", None),
        ("9135O100M000100Y43", "第 5 位“O”应为数字或大写字母", 5),
        ("91350100M0001-0Y43", "第 14 位“-”", 14),
        ("B1350100M000100Y43", "第 1 位“B”不是登记管理部门", 1),
        ("94350100M000100Y43", "第 2 位“4”不是机构类别", 2),
        ("913501A0M000100Y43", "第 7 位“A”应为数字", 7),
        ("91990100M000100Y43", "第 3 至 4 位“99”不是省级", 3),
        ("91350100M000100Y53", "第 17 位", 17),
        ("91350100M000100Y44", "第 18 位应为 3，现在是 4", 18),
    ],
)
def test_a_bad_credit_code_is_told_what_is_wrong_and_where(
    code: str, says: str, position: int | None
) -> None:
    found = fault(codes.parse_uscc(code))

    if position == 17:
        assert "第 17 位应为 4，现在是 5" in found.message
    assert says in found.message
    assert found.position == position


@pytest.mark.parametrize("head", ["N1", "N2", "N3", "N9", "A1", "Y1", "35", "55"])
def test_registrars_and_kinds_are_those_of_the_standard(head: str) -> None:
    inner = "MB2C9235"
    body = f"{head}330106{inner}{organisation_by_trial(inner)}"

    found = codes.parse_uscc(body + uscc_by_trial(body))

    assert isinstance(found, codes.Uscc) == (head != "55")


@given(
    inner=st.text(ALPHABET, min_size=8, max_size=8),
    area=st.sampled_from(["330106", "100000"]),
)
def test_every_credit_code_made_by_the_rule_is_read_back(inner: str, area: str) -> None:
    nine = inner + organisation_by_trial(inner)
    assert codes.organisation_check_digit(inner) == nine[8]
    body = f"12{area}{nine}"
    assert codes.uscc_check_digit(body) == uscc_by_trial(body)

    assert isinstance(codes.parse_uscc(body + uscc_by_trial(body)), codes.Uscc)


@pytest.mark.shared_data
def test_real_credit_codes_of_organs_are_sound(shared_data: Path) -> None:
    with (shared_data / "org_credit_codes.csv").open(encoding="utf-8") as rows:
        given = [row["credit_code"] for row in csv.DictReader(rows)]

    assert given
    assert [c for c in given if isinstance(codes.parse_uscc(c), codes.Fault)] == []


def test_check_digits_are_worked_out_from_whole_bodies_only() -> None:
    for make in (
        codes.citizen_check_digit,
        codes.uscc_check_digit,
        codes.organisation_check_digit,
        codes.upgrade_citizen_id,
    ):
        with pytest.raises(ValueError, match="digit"):
            make("12")


# ---- divisions


@pytest.mark.parametrize(
    ("written", "code", "level", "parent", "kind"),
    [
        ("33", "330000000000", codes.Level.PROVINCE, None, ""),
        ("3310", "331000000000", codes.Level.CITY, "330000000000", ""),
        ("331024", "331024000000", codes.Level.COUNTY, "331000000000", ""),
        ("331024001", "331024001000", codes.Level.TOWN, "331024000000", "街道"),
        ("331024101", "331024101000", codes.Level.TOWN, "331024000000", "镇"),
        (
            "331024 201 201",
            "331024201201",
            codes.Level.VILLAGE,
            "331024201000",
            "村民委员会",
        ),
        (
            "331024101001",
            "331024101001",
            codes.Level.VILLAGE,
            "331024101000",
            "居民委员会",
        ),
        ("441900003000", "441900003000", codes.Level.TOWN, "441900000000", "街道"),
        ("331024900", "331024900000", codes.Level.TOWN, "331024000000", ""),
    ],
)
def test_a_division_knows_its_level_parent_and_kind(
    written: str, code: str, level: codes.Level, parent: str | None, kind: str
) -> None:
    found = codes.parse_division(written)

    assert isinstance(found, codes.DivisionCode)
    assert (str(found), found.level, found.kind) == (code, level, kind)
    assert (found.parent.code if found.parent else None) == parent
    assert found.parent is None or found.parent.contains(found)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "请填写行政区划代码"),
        ("3310240", "应为 12 位"),
        ("33102A", "第 6 位“A”应为数字"),
        ("990000", "第 1 至 2 位“99”不是省级"),
        ("330024", "没有市级"),
        ("331024000201", "没有乡级"),
    ],
)
def test_a_bad_division_code_is_told_what_is_wrong(written: str, says: str) -> None:
    assert says in fault(codes.parse_division(written)).message


@pytest.mark.shared_data
def test_every_division_of_the_country_is_read_with_its_level_and_parent(
    shared_data: Path,
) -> None:
    with gzip.open(shared_data / "divisions_l1_l4.csv.gz", "rt", encoding="utf-8") as f:
        rows = [(r["code"], int(r["level"]), r["parent"]) for r in csv.DictReader(f)]
    with gzip.open(shared_data / "villages.csv.gz", "rt", encoding="utf-8") as f:
        villages = list(csv.DictReader(f))[::20]
    rows += [(row["code"], 5, row["street_code"]) for row in villages]

    wrong = [row for row in rows if not _read_in_its_place(*row)]

    # three cities without counties stand there a second time as their own county,
    # one county without towns on record as its own town
    assert {code for code, *_ in wrong} == {"441900", "442000", "460400", "350527000"}
    assert len(rows) > 60_000


def _read_in_its_place(code: str, level: int, parent: str) -> bool:
    found = codes.parse_division(code)
    above = codes.parse_division(parent) if parent else None
    return (
        isinstance(found, codes.DivisionCode)
        and (found.level, found.short) == (level, code)
        and (
            above is None
            or (isinstance(above, codes.DivisionCode) and above.contains(found))
        )
    )


# ---- masks


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("330106199001011123", "33*************123"),
        ("33010619900101112x", "33*************12X"),
        ("330106900101112", "33**********112"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_a_masked_identity_number_keeps_two_and_three_places(
    number: str, masked: str
) -> None:
    assert codes.mask_citizen_id(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [("13812341234", "138****1234"), ("138 1234 1234", "138****1234"), ("110", "***")],
)
def test_a_masked_telephone_keeps_three_and_four_digits(
    number: str, masked: str
) -> None:
    assert codes.mask_phone(number) == masked


def test_a_number_printed_by_mistake_is_masked() -> None:
    assert f"{citizen('11010519491231002X')}" == "11*************02X"


@given(days=st.integers(0, 40_000))
def test_no_valid_day_of_birth_is_refused(days: int) -> None:
    birth = date(1900, 1, 1) + timedelta(days=days)
    body = f"330106{birth:%Y%m%d}123"

    found = codes.parse_citizen_id(
        body + iso_7064_mod_11_2(body), as_of=date(2026, 12, 31)
    )

    assert isinstance(found, codes.CitizenId) == (birth <= date(2026, 12, 31))
