"""Typed reading of OPENCOUNTY_* environment variables.

A value that is not understood is refused at start, not guessed. Every variable
may instead be given as NAME_FILE, a path to a file that holds it (secrets).
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "OPENCOUNTY_"
TRUE, FALSE = {"true", "1", "yes", "on"}, {"false", "0", "no", "off"}


@dataclass
class Variable:
    """One variable the settings read, kept so that the docs can list them."""

    name: str
    kind: str
    default: str
    help: str


@dataclass
class Env:
    """The environment, read once, each variable with its documentation."""

    source: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    known: list[Variable] = field(default_factory=list)

    def text(self, name: str, default: str = "", *, about: str = "") -> str:
        """Return the variable, the content of NAME_FILE, or the default."""
        self.known.append(Variable(PREFIX + name, "text", default, about))
        if path := self.source.get(f"{PREFIX}{name}_FILE"):
            return Path(path).read_text(encoding="utf-8").strip()
        return self.source.get(PREFIX + name, default)

    def flag(self, name: str, *, default: bool, about: str = "") -> bool:
        """Return a yes/no variable; anything unclear is refused."""
        value = self.text(name, str(default).lower(), about=about).lower()
        self.known[-1].kind = "true/false"
        if value in TRUE | FALSE:
            return value in TRUE
        raise ImproperlyConfigured(f"{PREFIX}{name}={value!r}: use true or false")

    def number(self, name: str, default: int, *, about: str = "") -> int:
        """Return a whole number."""
        value = self.text(name, str(default), about=about)
        self.known[-1].kind = "number"
        try:
            return int(value)
        except ValueError:
            message = f"{PREFIX}{name}={value!r}: a whole number is needed"
            raise ImproperlyConfigured(message) from None

    def names(self, name: str, default: str = "", *, about: str = "") -> list[str]:
        """Return a comma-separated list."""
        value = self.text(name, default, about=about)
        self.known[-1].kind = "list"
        return [part.strip() for part in value.split(",") if part.strip()]


def database(url: str) -> dict[str, object]:
    """Turn sqlite:///path or postgresql://user:pass@host:port/name into a setting."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")),
            "CONN_MAX_AGE": 600,  # opening with these pragmas costs 1 ms a page
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(
        f"{PREFIX}DATABASE_URL: sqlite:///… or postgresql://…, not {parts.scheme!r}"
    )
