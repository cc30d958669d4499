"""The loop of a worker: queued tasks in one thread, recurring jobs in another.

Two threads, so that a long task (the text of a thick PDF) does not keep the audit
trail from being sealed or the search from catching up.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import close_old_connections, connections

from opencounty.kernel.jobs.services.queue import run_tasks
from opencounty.kernel.jobs.services.recurring import prepare_recurring, run_due

logger = logging.getLogger(__name__)

PAUSE = 0.5  # seconds between looks when there is nothing to do
LONGER_PAUSE = 5.0  # after it stumbled


@dataclass
class WorkLoop:
    """A worker that runs until it is stopped, whatever its jobs do."""

    worker: str
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Work until `stop`; what is being done then is finished first."""
        recurring = threading.Thread(target=self._keep, args=(self._recurring_round,))
        recurring.start()
        try:
            self._keep(lambda: run_tasks(self.worker))
        finally:
            self.stopping.set()
            recurring.join()

    def stop(self) -> None:
        """Ask the loop to end after what it is doing now."""
        self.stopping.set()

    def run_once(self) -> None:
        """Run what is due and what waits, then return: for tests and cron."""
        prepare_recurring()
        run_due(self.worker)
        while run_tasks(self.worker):
            pass

    def _recurring_round(self) -> int:
        """Run what is due; rows are made here, since a deployment may add jobs."""
        if not self._prepared:
            prepare_recurring()
            self._prepared = True
        return run_due(self.worker)

    _prepared: bool = field(default=False, init=False)

    def _keep(self, work: Callable[[], int]) -> None:
        """Do one kind of work again and again, resting when there is none.

        Jobs keep their own failures; what still comes out, such as a database that
        is away, is logged, and the worker tries again.
        """
        while not self.stopping.is_set():
            close_old_connections()
            try:
                pause = 0.0 if work() else PAUSE
            except Exception:
                logger.exception("the worker stumbled and goes on")
                pause = LONGER_PAUSE
            self.stopping.wait(pause)
        connections.close_all()
