"""The queue of tasks: run them, put back those whose worker died, clear old ones."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

BACKEND = "default"
AT_A_TIME = 20
LOST_AFTER = timedelta(hours=2)
ATTEMPTS = 3
KEPT = timedelta(days=30)


def run_tasks(worker: str) -> int:
    """Run some of the tasks that wait; return how many may have been run.

    Failures are kept with the task; they never come out of here.
    """
    waiting = DBTaskResult.objects.ready().filter(backend_name=BACKEND)
    if not waiting.exists():
        return 0
    before = waiting.count()
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=AT_A_TIME,
        worker_id=worker,
    ).run()
    return before


def tidy_tasks() -> None:
    """Put back tasks whose worker died, give up after some attempts, clear old ones."""
    now = timezone.now()
    running = DBTaskResult.objects.running().filter(started_at__lt=now - LOST_AFTER)
    for task in running.iterator():
        if len(task.worker_ids) < ATTEMPTS:
            task.status = TaskResultStatus.READY
        else:
            task.status = TaskResultStatus.FAILED
            task.finished_at = now
            task.traceback = "每次运行都没有结束，进程中途退出。"
        task.save(update_fields=["status", "finished_at", "traceback"])
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()


def failed_tasks() -> QuerySet["DBTaskResult[Any, Any]"]:
    """Return the tasks that failed, latest first."""
    return DBTaskResult.objects.failed().order_by("-finished_at")


def task_counts() -> dict[str, int]:
    """Return how many tasks wait, run, went well and failed."""
    tasks = DBTaskResult.objects
    return {
        "ready": tasks.ready().count(),
        "running": tasks.running().count(),
        "successful": tasks.successful().count(),
        "failed": tasks.failed().count(),
    }
