"""Print the reference of OPENCOUNTY_* variables, from where the settings read them."""

from typing import Any

from django.core.management.base import BaseCommand

from opencounty.config.ground import VAR, env

HEAD = """# Settings

Everything is set by variables; without any, the platform runs embedded. A value that
is not understood stops it at start. `NAME_FILE` may hold the path of a file with the
value instead. This page is written by `manage.py settings_reference`.

| variable | kind | default | meaning |
|---|---|---|---|
"""


class Command(BaseCommand):
    help = "Print docs/reference/settings.md."

    def handle(self, **options: Any) -> None:
        self.stdout.write(reference(), ending="")


def reference() -> str:
    """Return the page as Markdown, without a path of this machine."""
    rows = (
        f"| `{one.name}` | {one.kind} | {shown(one.default)} | {one.help} |\n"
        for one in sorted(env.known, key=lambda one: one.name)
    )
    return HEAD + "".join(rows)


def shown(default: str) -> str:
    """Return a default as code, relative to the variable folder."""
    return f"`{default.replace(str(VAR), 'var')}`" if default else "–"
