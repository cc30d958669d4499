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
from django.db import connection

from opencounty.demo import loader
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
        demo = not (options["no_demo"] or settings.PRODUCTION)
        try:
            self.prepare(demo=demo)
        except KeyboardInterrupt:
            raise CommandError(
                "已停止。再次运行即可接着准备，数据不会只有一半。"
            ) from None
        self.announce(host, port, demo=demo)
        processes = [start_worker(), start_web(host, port, workers)]
        watch(processes)

    def prepare(self, *, demo: bool) -> None:
        """Bring the database up to date; load the demo when it holds no unit."""
        if not connection.introspection.table_names():
            self.say("首次启动，正在建库（约二十秒）…")
        call_command("migrate", verbosity=0, stdout=self.stderr)
        if demo and not Unit.objects.exists():
            self.say("正在载入演示县（约三十秒）…")
            loader.load(self.say)

    def announce(self, host: str, port: int, *, demo: bool) -> None:
        """Print the addresses and, for the demo, the log-ins of the cast."""
        if demo:
            call_command("load_demo", "--log-ins", stdout=self.stdout)
        address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
        self.say(f"\n  信息网（门户）    {address}/")
        self.say(f"  党政办公网        {address}/desk/")
        self.say(f"  网页编排          {address}/compose/")
        self.say("\n  按 Ctrl+C 停止；从哪里看起：docs/tutorial/first-hour.md\n")

    def say(self, words: str) -> None:
        """Print a line at once, also where the output is a file."""
        self.stdout.write(words)
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
    signal.signal(signal.SIGHUP, stop)  # the window was closed
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
