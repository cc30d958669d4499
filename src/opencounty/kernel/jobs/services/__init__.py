"""Verbs of jobs: register what recurs, run what is due, look after the queue."""

from opencounty.kernel.jobs.services.loop import WorkLoop
from opencounty.kernel.jobs.services.queue import (
    failed_tasks,
    run_tasks,
    task_counts,
    tidy_tasks,
)
from opencounty.kernel.jobs.services.recurring import (
    RECURRING,
    Recurring,
    prepare_recurring,
    register_recurring,
    run_due,
    run_job,
)

__all__ = [
    "RECURRING",
    "Recurring",
    "WorkLoop",
    "failed_tasks",
    "prepare_recurring",
    "register_recurring",
    "run_due",
    "run_job",
    "run_tasks",
    "task_counts",
    "tidy_tasks",
]
