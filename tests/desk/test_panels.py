"""The three officers see on their first page what needs them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from opencounty.kernel.audit.models import Entry
from opencounty.kernel.jobs.models import RecurringJob
from tests.factories.org import (
    AccountFactory,
    AppointmentFactory,
    OfficerFactory,
    officer_with,
)

pytestmark = pytest.mark.django_db


def first_page(client: Client, permission: str) -> str:
    client.force_login(officer_with(permission, county_wide=True))
    return client.get("/desk/").content.decode()


def fail(subject_id: str, times: int, hours_ago: int = 1) -> None:
    at = timezone.now() - timedelta(hours=hours_ago)
    for _ in range(times):
        Entry.objects.create(
            at=at,
            action="org.log_in_failed",
            actor_kind="visitor",
            subject_type="org.account" if subject_id else "",
            subject_id=subject_id,
        )


def test_the_system_officer_sees_jobs_that_fail(client: Client) -> None:
    hour = timedelta(hours=1)
    RecurringJob.objects.create(name="a.bad", every=hour, failure="x", runs=1)
    RecurringJob.objects.create(
        name="a.good", every=hour, due_at=timezone.now() + hour, runs=1
    )

    page = first_page(client, "jobs.see_jobs")

    assert "a.bad" in page
    assert "a.good" not in page
    RecurringJob.objects.update(failure="", due_at=timezone.now() + hour)
    assert "后台作业都正常。" in first_page(client, "jobs.see_jobs")


def test_the_auditor_sees_whose_password_was_got_wrong(client: Client) -> None:
    officer, citizen = OfficerFactory.create(name="陈晓燕"), AccountFactory.create()
    fail(str(officer.pk), 3)
    fail(str(citizen.pk), 2)
    fail("", 1)
    fail(str(officer.pk), 5, hours_ago=30)

    page = first_page(client, "audit.read")

    assert (
        page.index("陈晓燕") < page.index("群众账号") < page.index("没有登记的登录名")
    )
    assert "3 次" in page
    assert citizen.name not in page
    assert f"subject=org.account%3A{officer.pk}" in page


def test_the_security_officer_sees_accounts_without_a_post(client: Client) -> None:
    OfficerFactory.create(name="闲置甲")
    OfficerFactory.create(name="停用乙", is_active=False)
    AppointmentFactory.create(account=OfficerFactory.create(name="在任丙"))

    page = first_page(client, "org.manage_people")

    assert "闲置甲" in page
    assert "停用乙" not in page
    assert "在任丙" not in page


def test_others_see_none_of_it(client: Client) -> None:
    page = first_page(client, "disclosure.see_items")

    for title in ("没有跑好的作业", "登录失败", "没有任职的账号"):
        assert title not in page
