"""Lists of divisions are taken in again and again, and the past is kept."""

import gzip
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from opencounty.kernel.org.models import Division, DivisionSuccession
from tests.factories.org import DivisionFactory
from tests.kernel.org.deeds import heard

pytestmark = pytest.mark.django_db
HEADER = "code,name,level,parent\n"
# four places are said again on the next level, with the same code and name
SAID_TWICE = 4
COUNTY = HEADER + (
    "33,临省,1,\n3301,临州市,2,33\n330101,临溪县,3,3301\n"
    "330101100,城关镇,4,330101\n330101101,清河镇,4,330101\n"
)


def take_in(path: Path, text: str, *options: str) -> None:
    path.write_text(text, encoding="utf-8")
    call_command("import_divisions", path, *options, verbosity=0)


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "divisions.csv"


def current(code: str) -> Division:
    return Division.objects.current().get(code=code.ljust(12, "0"))


def test_short_codes_are_filled_and_parents_found(csv: Path) -> None:
    take_in(csv, COUNTY)

    town = current("330101101")
    assert town.name == "清河镇"
    assert town.level == Division.Level.TOWN
    assert town.parent == current("330101")
    assert town.valid_from is None


def test_the_same_list_again_changes_nothing(csv: Path) -> None:
    take_in(csv, COUNTY)
    before = list(Division.objects.values())

    with heard() as deeds:
        take_in(csv, COUNTY)

    assert list(Division.objects.values()) == before
    assert not deeds


def test_a_new_name_ends_the_old_division_and_succeeds_it(csv: Path) -> None:
    take_in(csv, COUNTY)
    old = current("330101")

    take_in(csv, COUNTY.replace("临溪县", "临溪市"), "--on", "2025-07-01")

    old.refresh_from_db()
    new = current("330101")
    assert (old.valid_to, new.valid_from) == (date(2025, 6, 30), date(2025, 7, 1))
    assert old.on(date(2026, 1, 1)) == [new]
    assert new.on(date(2020, 1, 1)) == [old]
    assert old.on(date(2025, 6, 30)) == [old]
    assert current("330101100").parent == new
    assert not current("330101100").successions.exists()


def test_a_list_of_the_same_day_corrects_in_place(csv: Path) -> None:
    take_in(csv, COUNTY)
    take_in(csv, COUNTY.replace("清河镇", "清和镇"), "--on", "2025-07-01")
    take_in(csv, COUNTY, "--on", "2025-07-01")

    assert current("330101101").name == "清河镇"
    assert DivisionSuccession.objects.count() == 1


def test_a_later_record_is_not_overwritten_by_an_older_list(
    csv: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(csv, COUNTY)
    take_in(csv, COUNTY.replace("清河镇", "清和镇"), "--on", "2025-07-01")
    take_in(csv, COUNTY.replace("清河镇", "青河镇"), "--on", "2024-07-01")

    assert current("330101101").name == "清和镇"
    assert "第 6 行" in capsys.readouterr().err


def test_a_merger_leads_from_both_to_one_and_back(csv: Path) -> None:
    take_in(csv, COUNTY)
    merged = HEADER.replace("parent", "parent,valid_from,valid_to,succeeds") + (
        "330101100,城关镇,4,330101,,2024-12-31,\n"
        "330101101,清河镇,4,330101,,2024-12-31,\n"
        "330101001,清溪街道,4,330101,2025-01-01,,330101100 330101101\n"
    )

    take_in(csv, merged)
    take_in(csv, merged)

    street = current("330101001")
    towns = street.on(date(2024, 1, 1))
    assert [town.name for town in towns] == ["城关镇", "清河镇"]
    assert towns[0].on(date(2026, 1, 1)) == [street]
    assert DivisionSuccession.objects.count() == 2


def test_a_child_of_an_earlier_version_moves_under_the_present_one(csv: Path) -> None:
    take_in(csv, COUNTY)
    town = current("330101100")
    earlier = DivisionFactory.create(
        code="330101000000", valid_from=date(2000, 1, 1), valid_to=date(2020, 1, 1)
    )
    Division.objects.filter(pk=town.pk).update(parent=earlier)
    take_in(csv, COUNTY, "--on", "2025-07-01")

    assert current("330101100").parent == current("330101")


def test_a_division_known_to_have_ended_is_closed_and_then_unchanged(
    csv: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(csv, COUNTY)
    ended = HEADER.replace("parent", "parent,valid_to") + (
        "330101101,清河镇,4,330101,2024-12-31\n"
    )

    take_in(csv, ended)
    take_in(csv, ended)

    assert not Division.objects.current().filter(name="清河镇").exists()
    said = capsys.readouterr().out.splitlines()
    assert "停用 1" in said[1]
    assert "未变 1" in said[2]


def test_a_forerunner_nobody_knows_is_said(
    csv: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = HEADER.replace("parent", "parent,valid_from,succeeds") + (
        "33,临省,1,,,\n"
        "3301,临州市,2,33,2024-01-01,339900000000\n"
        "3302,无主市,2,44,2024-01-01,33\n"
        "3303,错日市,2,33,2024-13-01,\n"
    )

    take_in(csv, rows)

    said = capsys.readouterr().err
    assert "前身 339900000000 不存在" in said
    assert "2026-01-31" in said
    assert "第 4 行：330200000000 无主市 的上级区划" in said


def test_successions_are_followed_over_generations() -> None:
    first = DivisionFactory.create(valid_to=date(2000, 12, 31))
    second = DivisionFactory.create(
        valid_from=date(2001, 1, 1), valid_to=date(2010, 12, 31)
    )
    third = DivisionFactory.create(valid_from=date(2011, 1, 1))
    for old, new in ((first, second), (second, third)):
        DivisionSuccession.objects.create(
            predecessor=old, successor=new, happened_on=date(2001, 1, 1)
        )

    assert first.on(date(2026, 1, 1)) == [third]
    assert third.on(date(1999, 1, 1)) == [first]
    assert third.on(date(2005, 1, 1)) == [second]


def test_what_nobody_succeeded_is_gone() -> None:
    assert DivisionFactory.create(valid_to=date(2000, 1, 1)).on(date(2001, 1, 1)) == []


def test_a_whole_list_closes_what_is_missing_with_all_below(csv: Path) -> None:
    village = "330101101200,河东村,5,330101101\n"
    take_in(csv, COUNTY + village)
    shorter = COUNTY.replace("330101101,清河镇,4,330101\n", "")

    take_in(csv, shorter, "--whole", "--on", "2025-07-01")

    assert not Division.objects.current().filter(code__startswith="330101101").exists()
    assert current("330101100").name == "城关镇"
    assert Division.objects.get(name="河东村").valid_to == date(2025, 6, 30)


def test_a_refused_line_says_why_and_the_others_go_in(
    csv: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = COUNTY + (
        "33010,短码,4,330101\n"
        "330101102,,4,330101\n"
        "330101103,七级镇,7,330101\n"
        "340101104,无主镇,4,340101\n"
        "330101100,重复镇,4,330101\n"
        "330101105,孤镇,4,\n"
    )

    take_in(csv, bad)

    said = capsys.readouterr()
    for line, reason in {
        7: "现在是 5 位",
        8: "1 至 100 个字",
        9: "1 至 5",
        10: "340101000000 不存在",
        11: "第 5 行已是“城关镇”",
        12: "没有写上级区划",
    }.items():
        assert f"第 {line} 行" in said.err
        assert reason in said.err
    assert "新增 5" in said.out
    assert "拒收 6" in said.out


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"id,title\n1,x\n", "code,name,level,parent"),
        ("code,name,level,parent\n11,北京,1,\n".encode("gbk"), "UTF-8"),
        (gzip.compress(COUNTY.encode(), mtime=0)[:40], "读不了"),
        (b"", "code,name,level,parent"),
        (b'code,name,level,parent\n"33,x,1,\n', "CSV"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    gzipped = content.startswith(b"\x1f\x8b")
    path = tmp_path / ("list.csv.gz" if gzipped else "list.csv")
    path.write_bytes(content)

    with pytest.raises(CommandError, match=reason):
        call_command("import_divisions", path, verbosity=0)


def test_a_city_without_counties_is_one_place_though_said_on_two_levels(
    csv: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(
        csv,
        HEADER + "33,临省,1,\n3319,临湾市,2,33\n331900,临湾市,3,3319\n"
        "331900003,东城街道,4,331900\n",
    )

    assert current("3319").level == Division.Level.CITY
    assert current("331900003").parent == current("3319")
    assert "重复 1，拒收 0" in capsys.readouterr().out


def test_every_batch_is_told(csv: Path) -> None:
    with heard() as deeds:
        take_in(csv, COUNTY)

    assert [action for action, _ in deeds] == ["org.divisions_imported"]
    assert deeds[0][1]["created"] == 5


@pytest.mark.shared_data
@pytest.mark.timeout(240)
def test_the_national_list_goes_in_whole_and_again(shared_data: Path) -> None:
    path = shared_data / "divisions_l1_l4.csv.gz"

    call_command("import_divisions", path, verbosity=0)
    with heard() as deeds:
        call_command("import_divisions", path, verbosity=0)

    assert Division.objects.count() == 44_703 - SAID_TWICE
    assert not deeds
