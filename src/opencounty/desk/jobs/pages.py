"""How recurring jobs stand, in words and lights."""

from datetime import timedelta

from django.utils import timezone

from opencounty.kernel.jobs import services
from opencounty.kernel.jobs.models import RecurringJob
from opencounty.ui.lights import Light

STALLED_AFTER = timedelta(minutes=3)


def label_of(job: RecurringJob) -> str:
    """Return what people call a job."""
    known = services.RECURRING.get(job.name)
    return known.label if known else job.name


def overdue(job: RecurringJob) -> bool:
    """Say whether nobody took the job up for long after it was due."""
    return job.leased_until is None and job.due_at < timezone.now() - STALLED_AFTER


def light_of(job: RecurringJob) -> Light:
    """Say how a job stands."""
    if job.failure:
        return Light("late", "上次失败")
    if overdue(job):
        return Light("late", "没有按时运行")
    if job.leased_until is not None:
        return Light("soon", "正在运行")
    return Light("fine", "正常") if job.runs else Light("none", "还没有运行")


def interval_words(every: timedelta) -> str:
    """Return an interval in the largest unit that fits it whole: 10 分钟."""
    seconds = round(every.total_seconds())
    for unit, name in ((86_400, "天"), (3_600, "小时"), (60, "分钟")):
        if seconds >= unit and seconds % unit == 0:
            return f"{seconds // unit} {name}"
    return f"{seconds} 秒"
