"""What the three officers see first: failing jobs, failed log-ins, idle accounts."""

from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from opencounty.desk.jobs.pages import label_of, light_of
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.jobs.models import RecurringJob
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Account
from opencounty.ui import panels
from opencounty.ui.lights import Light
from opencounty.ui.panels import Panel, Row

MOST = 10
FAILED = "org.log_in_failed"


def failing_jobs(actor: Actor) -> list[Row]:
    """Return the jobs that failed or were not run in time."""
    jobs = RecurringJob.objects.all().visible_to(actor)
    lights = [(job, light_of(job)) for job in jobs]
    url = reverse("desk:jobs")
    return [
        Row(label_of(job), url, note=job.name, light=light)
        for job, light in lights
        if light.tone == "late"
    ]


def failed_log_ins(actor: Actor) -> list[Row]:
    """Return whose password was got wrong in the last day, most often first."""
    since = timezone.now() - timedelta(days=1)
    failures = Entry.objects.all().visible_to(actor).by_action(FAILED).since(since)
    counted = failures.order_by().values("subject_id").annotate(times=Count("pk"))
    rows = list(counted.order_by("-times", "subject_id")[:MOST])
    known = [int(row["subject_id"]) for row in rows if row["subject_id"]]
    names = Account.objects.visible_to(actor).in_bulk(known)
    return [_failed(row["subject_id"], row["times"], names) for row in rows]


def _failed(subject_id: str, times: int, names: dict[int, Account]) -> Row:
    """Return one line: whose, how often, and the way to the records."""
    query = {"action": FAILED} | (
        {"subject": f"org.account:{subject_id}"} if subject_id else {}
    )
    person = names.get(int(subject_id)) if subject_id else None
    who = person.name if person else "群众账号" if subject_id else "没有登记的登录名"
    url = f"{reverse('desk:audit')}?{urlencode(query)}"
    return Row(who, url, note="24 小时内", light=Light("soon", f"{times} 次"))


def idle_accounts(actor: Actor) -> list[Row]:
    """Return officers who can log in but hold no post: to be appointed or locked."""
    if actor.units_for("org.manage_people") is not None:
        return []
    people = Account.objects.visible_to(actor).officers().active()
    idle = people.without_post(timezone.localdate()).order_by("joined_at")
    return [
        Row(person.name, reverse("desk:person", args=[person.code]), person.username)
        for person in idle[:MOST]
    ]


panels.register(
    Panel(
        "desk.failing_jobs",
        "没有跑好的作业",
        failing_jobs,
        permission="jobs.see_jobs",
        position=200,
        more_url_name="desk:jobs",
        empty="后台作业都正常。",
    )
)
panels.register(
    Panel(
        "desk.failed_log_ins",
        "登录失败",
        failed_log_ins,
        permission="audit.read",
        position=210,
        empty="24 小时内没有人输错密码。",
    )
)
panels.register(
    Panel(
        "desk.idle_accounts",
        "没有任职的账号",
        idle_accounts,
        permission="org.manage_people",
        position=220,
        more_url_name="desk:people",
        empty="在用的工作人员账号都有任职。",
    )
)
