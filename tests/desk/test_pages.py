"""Every page of the desk and of log-in is valid HTML and carries nothing inline."""

import re
from datetime import timedelta

import html5lib
import pytest
from django.test import Client
from django.urls import reverse

from opencounty.kernel.jobs.models import RecurringJob
from tests.factories.audit import entry
from tests.factories.org import (
    AppointmentFactory,
    DeputationFactory,
    OfficerFactory,
    PostFactory,
    RoleFactory,
    UnitFactory,
    officer_with,
)

pytestmark = pytest.mark.django_db
EVERYTHING = (
    "org.manage_units",
    "org.manage_people",
    "org.manage_roles",
    "audit.read",
    "jobs.see_jobs",
)


def parsed_errors(page: str) -> list[str]:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page)
    return [f"{position}: {code}" for position, code, _ in parser.errors]


@pytest.fixture
def paths(client: Client) -> list[str]:
    """Every page there is, for one who may see them all, with something on each."""
    unit = UnitFactory.create(parent=UnitFactory.create(), duty="供水")
    role = RoleFactory.create(slug="clerk", permissions=["disclosure.see_items"])
    post = PostFactory.create(unit=unit, roles=[role])
    held = AppointmentFactory.create(post=post)
    me = officer_with(*EVERYTHING, county_wide=True)
    DeputationFactory.create(principal=me, deputy=held.account)
    locked = OfficerFactory.create(is_active=False, lock_reason="调离")
    entry("org.unit_founded", name="<b>水利局</b>")
    RecurringJob.objects.create(
        name="a", every=timedelta(minutes=1), failure="<x>", runs=1
    )
    client.force_login(me)
    named = {
        "unit": unit.slug,
        "change-unit": unit.slug,
        "close-unit": unit.slug,
        "create-post": unit.slug,
        "change-post": post.code,
        "appoint": post.code,
        "end-appointment": held.code,
        "change-person": held.account.code,
        "deputies-of": held.account.code,
        "change-role": "clerk",
    }
    plain = ("home", "units", "found-unit", "people", "open-officer", "deputies")
    return [
        *(reverse(f"desk:{name}") for name in (*plain, "roles", "audit", "jobs")),
        *(reverse(f"desk:{name}", args=[value]) for name, value in named.items()),
        *(reverse("desk:person", args=[a.code]) for a in (held.account, locked, me)),
        *(reverse("desk:lock", args=[a.code]) for a in (held.account, locked)),
        *(reverse(name) for name in ("account_change_password", "account_logout")),
    ]


def test_every_page_is_valid_and_carries_nothing_inline(
    client: Client, paths: list[str]
) -> None:
    faults: dict[str, list[str]] = {}
    for path in paths:
        response = client.get(path)
        page = response.content.decode()
        wrong = parsed_errors(page)
        wrong += re.findall(r"style=|data:|<script>|\son\w+=|https?://", page)
        if wrong or response.status_code != 200:
            faults[path] = [str(response.status_code), *wrong]

    assert not faults


def test_every_empty_form_says_what_is_missing(
    client: Client, paths: list[str]
) -> None:
    """A POST of nothing is answered with the form and its errors, never with a 500."""
    forms = [path for path in paths if re.search(r"/(found|open|appoint|lock)/$", path)]
    for path in forms:
        response = client.post(path, {"csrf": "as browsers send"})
        assert response.status_code == 200, path
        assert "需要修改" in response.content.decode(), path
