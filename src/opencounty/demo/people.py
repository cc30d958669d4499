"""Divisions, units, roles and the cast of the demonstration."""

from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.timezone import localdate

from opencounty.demo.texts import rows
from opencounty.kernel.base.codes import organisation_check_digit, uscc_check_digit
from opencounty.kernel.org import services as org
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.division_rows import DivisionRow
from opencounty.kernel.org.models import Account, Division, Post, Role, Unit
from opencounty.portal.services import let_compose

COUNTY = "999901000000"
# the demonstration's one password; it says itself what it is
PASSWORD = "Linxi-demo-2026"  # noqa: S105
FOUNDED = date(2010, 1, 1)
# editors compose; the three officers keep the platform, and publish nothing
COMPOSERS = ("lijing",)


def found_units(*, by: Actor) -> dict[str, Unit]:
    """Write the county's divisions and units; those there already stay."""
    towns = _divisions(by=by)
    units = {unit.slug: unit for unit in Unit.objects.all()}
    for position, row in enumerate(rows("units.csv")):
        if row["slug"] in units:
            continue
        facts: dict[str, Any] = {
            name: row[name]
            for name in (
                *("slug", "name", "short_name", "kind"),
                *("phone", "address", "hours", "duty"),
            )
        }
        unit = Unit(
            **facts,
            parent=units.get(row["parent"]),
            division=towns.get(row["short_name"], towns[""]),
            postcode="999901",
            uscc=_credit_code(position + 1),
            position=position,
            valid_from=FOUNDED,
        )
        units[unit.slug] = org.found_unit(unit, by=by)
    return units


def _credit_code(number: int) -> str:
    """Return a sound code that nobody bears: an organ (11) of no area (100000)."""
    serial = f"9999{number:04d}"
    body = f"11100000{serial}{organisation_check_digit(serial)}"
    return body + uscc_check_digit(body)


def _divisions(*, by: Actor) -> dict[str, Division]:
    """Take in the county (999901) and its towns; return them by name, it by ""."""
    towns = [row["short_name"] for row in rows("units.csv") if row["kind"] == "town"]
    lines = [DivisionRow(1, "990000000000", "演示省", 1, "")]
    lines += [DivisionRow(2, "999900000000", "演示市", 2, "990000000000")]
    lines += [DivisionRow(3, COUNTY, "临溪县", 3, "999900000000")]
    lines += [
        DivisionRow(number + 3, f"9999011{number:02d}000", name, 4, COUNTY)
        for number, name in enumerate(towns, 1)
    ]
    org.import_divisions(lines, by=by)
    known = {d.code: d for d in Division.objects.filter(code__startswith="9999")}
    return {"": known[COUNTY]} | {d.name: d for d in known.values() if d.level == 4}


def appoint_cast(units: dict[str, Unit], *, by: Actor) -> dict[str, Actor]:
    """Open the accounts of the cast, give them their posts; return the actors."""
    seeds = org.read_roles(settings.ROLES_FILE)
    roles = {role.slug: role for role in org.load_roles(seeds, by=by)}
    accounts = {account.username: account for account in Account.objects.all()}
    for row in rows("cast.csv"):
        if row["username"] not in accounts:
            accounts[row["username"]] = _open(row, units, roles, by=by)
    return {name: org.actor_for(account) for name, account in accounts.items()}


def name_composers(*, by: Actor) -> None:
    """Let those compose the portal's pages whose work it is."""
    for account in Account.objects.filter(username__in=COMPOSERS):
        let_compose(account, by=by)


def _open(
    row: dict[str, str], units: dict[str, Unit], roles: dict[str, Role], *, by: Actor
) -> Account:
    if row["kind"] == Account.Kind.CITIZEN:
        citizen = Account.objects.create(
            username=row["username"],
            password=_hashed(),
            name=row["name"],
            kind=Account.Kind.CITIZEN,
        )
        return org.welcome_citizen(citizen)
    account = org.open_officer(row["username"], row["name"], by=by)
    account.password = _hashed()
    account.save(update_fields=["password"])
    unit = units[row["unit"]]
    post = Post.objects.filter(unit=unit, title=row["title"]).first()
    post = post or org.create_post(
        unit, title=row["title"], roles=[roles[row["role"]]], by=by
    )
    org.appoint(account, post=post, starts_on=localdate(), by=by)
    return account


@cache
def _hashed() -> str:
    """Return the hash of the one password, worked out once: it is slow by design."""
    return make_password(PASSWORD)


def log_ins() -> list[tuple[str, str, str]]:
    """Return (log-in name, person, what they are) of the cast that is here."""
    known = set(Account.objects.values_list("username", flat=True))
    units = {row["slug"]: row["short_name"] for row in rows("units.csv")}
    return [
        (
            row["username"],
            row["name"],
            f"{units.get(row['unit'], '')}{row['title']}",
        )
        for row in rows("cast.csv")
        if row["username"] in known
    ]
