"""Run queued tasks and recurring jobs until stopped."""

import os
import signal
import socket
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.crypto import get_random_string

from opencounty.kernel.jobs.services import WorkLoop


class Command(BaseCommand):
    help = (
        "Run queued tasks and recurring jobs. Several may run beside each other; "
        "SIGTERM or Ctrl+C lets each finish what it is doing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="Do what is due now, then end."
        )

    def handle(self, *, once: bool, **options: Any) -> None:
        loop = WorkLoop(worker_name())
        if once:
            loop.run_once()
            return

        def stop(_number: int, _frame: FrameType | None) -> None:
            loop.stop()

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
        loop.run()


def worker_name() -> str:
    """Return a name that says where this worker is, and that no other has."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(8)}"
