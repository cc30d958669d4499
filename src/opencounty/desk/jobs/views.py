"""Whether the jobs behind the pages run."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from opencounty.kernel.jobs import services
from opencounty.kernel.jobs.models import RecurringJob
from opencounty.ui.http import OfficerRequest, require_permission
from opencounty.ui.lights import Light

STALLED_AFTER = timedelta(minutes=3)
LAST_FAILED = 20


@require_permission("jobs.see_jobs")
def jobs(request: OfficerRequest) -> HttpResponse:
    """Show the recurring jobs, the queue, and what failed lately."""
    rows = list(RecurringJob.objects.all().visible_to(request.actor))
    context = {
        "jobs": [
            (job, _label(job), interval_words(job.every), _light(job)) for job in rows
        ],
        "stalled": not rows or all(_overdue(job) for job in rows),
        "counts": services.task_counts(),
        "failed": services.failed_tasks()[:LAST_FAILED],
    }
    return render(request, "desk/jobs/jobs.html", context)


def interval_words(every: timedelta) -> str:
    """Return an interval in the largest unit that fits it whole: 10 分钟."""
    seconds = round(every.total_seconds())
    for unit, name in ((86_400, "天"), (3_600, "小时"), (60, "分钟")):
        if seconds >= unit and seconds % unit == 0:
            return f"{seconds // unit} {name}"
    return f"{seconds} 秒"


def _label(job: RecurringJob) -> str:
    known = services.RECURRING.get(job.name)
    return known.label if known else job.name


def _overdue(job: RecurringJob) -> bool:
    """Say whether nobody took the job up for long after it was due."""
    return job.leased_until is None and job.due_at < timezone.now() - STALLED_AFTER


def _light(job: RecurringJob) -> Light:
    """Say how a job stands."""
    if job.failure:
        return Light("late", "上次失败")
    if _overdue(job):
        return Light("late", "没有按时运行")
    if job.leased_until is not None:
        return Light("soon", "正在运行")
    return Light("fine", "正常") if job.runs else Light("none", "还没有运行")
