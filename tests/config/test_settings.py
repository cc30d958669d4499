"""The settings refuse what they do not understand, and their page is true."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from opencounty.config.env import Env, database
from opencounty.config.ground import own_secret, writable
from opencounty.config.management.commands.settings_reference import reference

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_reference_of_variables_is_what_the_settings_read() -> None:
    page = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")

    assert page == reference()


@pytest.mark.parametrize("value", ["maybe", "ja", "2", " "])
def test_a_flag_that_is_neither_true_nor_false_is_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="use true or false"):
        Env({"OPENCOUNTY_DEBUG": value}).flag("DEBUG", default=False)


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        Env({"OPENCOUNTY_PORT": "eighty"}).number("PORT", 80)


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n")

    env = Env({"OPENCOUNTY_SECRET_KEY_FILE": str(tmp_path / "secret")})

    assert env.text("SECRET_KEY") == "hush"


def test_an_address_of_a_database_becomes_a_setting() -> None:
    found = database("postgresql://county:p%40ss@db.local:5433/county")

    assert (found["USER"], found["PASSWORD"]) == ("county", "p@ss")
    assert (found["HOST"], found["PORT"], found["NAME"]) == (
        "db.local",
        "5433",
        "county",
    )


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="not 'mysql'"):
        database("mysql://localhost/county")


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starting:
        keys = set(starting.map(own_secret, [tmp_path / "secret-key"] * 24))

    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_in_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(ImproperlyConfigured, match="OPENCOUNTY_VAR"):
        writable(tmp_path / "file")

    assert writable(tmp_path / "deep" / "var").is_dir()
