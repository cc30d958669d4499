"""Whether the jobs behind the pages run."""

from django.http import HttpResponse
from django.shortcuts import render

from opencounty.desk.jobs.pages import interval_words, label_of, light_of, overdue
from opencounty.kernel.jobs import services
from opencounty.kernel.jobs.models import RecurringJob
from opencounty.ui.http import OfficerRequest, require_permission

LAST_FAILED = 20


@require_permission("jobs.see_jobs")
def jobs(request: OfficerRequest) -> HttpResponse:
    """Show the recurring jobs, the queue, and what failed lately."""
    rows = list(RecurringJob.objects.all().visible_to(request.actor))
    context = {
        "jobs": [
            (job, label_of(job), interval_words(job.every), light_of(job))
            for job in rows
        ],
        "stalled": not rows or all(overdue(job) for job in rows),
        "counts": services.task_counts(),
        "failed": services.failed_tasks()[:LAST_FAILED],
    }
    return render(request, "desk/jobs/jobs.html", context)
