"""Serve the whole platform from one command: web, worker, demonstration county."""

import contextlib
import signal
import socket
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencounty.kernel.org.models import Unit


class Command(BaseCommand):
    help = "Migrate, load the demonstration county into an empty database, and serve."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--no-demo", action="store_true", help="Start empty.")

    def handle(self, *, host: str, port: int, workers: int, **options: Any) -> None:
        refuse_taken_port(host, port)
        call_command("migrate", verbosity=0, stdout=self.stderr)
        fresh = not options["no_demo"] and not Unit.objects.exists()
        if fresh:
            self.stdout.write("首次启动，正在载入演示县（约二十秒）…")
            call_command("load_demo", stdout=self.stdout)
        self.announce(host, port, log_ins=not fresh and not options["no_demo"])
        processes = [start_worker(), start_web(host, port, workers)]
        watch(processes)

    def announce(self, host: str, port: int, *, log_ins: bool) -> None:
        """Print the addresses and, for the demo, the log-ins of the cast."""
        address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
        self.stdout.write(f"\n  信息网（门户）    {address}/")
        self.stdout.write(f"  党政办公网        {address}/desk/")
        self.stdout.write(f"  网页编排          {address}/compose/\n")
        if log_ins and not settings.PRODUCTION:
            call_command("load_demo", "--log-ins", stdout=self.stdout)
        self.stdout.write("  按 Ctrl+C 停止\n")
        self.stdout.flush()


def refuse_taken_port(host: str, port: int) -> None:
    """Stop before anything is done when somebody else listens on the port."""
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"端口 {port} 已被占用，换一个：script/server --port 8001（{error}）"
            ) from error


def start_worker() -> subprocess.Popen[bytes]:
    """Start the process that runs queued tasks and recurring jobs."""
    return subprocess.Popen([sys.executable, sys.argv[0], "work"])


def start_web(host: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    """Start granian with the WSGI application."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", host, "--port", str(port), "--workers", str(workers)),
            *("--workers-kill-timeout", "5s", "--no-ws", "--log-level", "warning"),
            *("--blocking-threads", "4", "--backpressure", "64"),
            "opencounty.config.wsgi:application",
        ],
    )


def watch(processes: list[subprocess.Popen[bytes]]) -> None:
    """Wait until one process ends or a signal comes; then stop them all."""
    stopping = False

    def stop(*_: Any) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not stopping and all(p.poll() is None for p in processes):
        time.sleep(0.2)
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
    if not stopping:
        raise CommandError("一个进程意外退出，已全部停止；原因见上面的日志。")
