"""The jobs that look after jobs."""

from datetime import timedelta

from opencounty.kernel.jobs.services import register_recurring, tidy_tasks

register_recurring(
    "jobs.tidy_tasks",
    tidy_tasks,
    every=timedelta(minutes=10),
    label="整理任务队列",
)
