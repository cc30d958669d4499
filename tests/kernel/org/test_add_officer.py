"""The first officers are opened from the command line of an empty county."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from opencounty.kernel.org.models import Account, Unit
from tests.factories.org import actor_of

pytestmark = pytest.mark.django_db
PASSWORD = "Clear-water-27"
WHERE = {"unit": "county", "title": "安全管理员", "role": "security-officer"}


def add(
    monkeypatch: pytest.MonkeyPatch, password: str = PASSWORD, **options: Any
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("add_officer", "hemin", "何敏", **(WHERE | options))


def test_an_empty_county_gets_its_first_officer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add(monkeypatch, unit_name="临溪县人民政府")

    officer = Account.objects.get()
    assert Unit.objects.get().kind == Unit.Kind.GOVERNMENT
    assert actor_of(officer).may("org.manage_people")
    assert officer.password_is_temporary
    assert officer.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({}, "没有单位 county"),
        ({"role": "king", "unit_name": "临溪县人民政府"}, "没有角色 king"),
        ({"password": "short", "unit_name": "临溪县人民政府"}, "至少 10 位"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_half_written(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, str], reason: str
) -> None:
    with pytest.raises(CommandError, match=reason):
        add(monkeypatch, **options)

    assert not Account.objects.exists()
    assert not Unit.objects.exists()


def test_a_name_in_use_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    add(monkeypatch, unit_name="临溪县人民政府")

    with pytest.raises(CommandError, match="已有人使用"):
        add(monkeypatch)
