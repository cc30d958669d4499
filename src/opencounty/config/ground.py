"""What every other setting rests on: the environment, a folder, the key."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from opencounty.config.env import Env

env = Env()
PACKAGE = Path(__file__).resolve().parent.parent
PRODUCTION = env.flag(
    "PRODUCTION", default=False, about="Secret and hosts are then required."
)


def writable(folder: Path) -> Path:
    """Return a folder to write in, made when there is none; refuse one that is shut."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"OPENCOUNTY_VAR: {error}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"OPENCOUNTY_VAR: {folder} cannot be written in")
    return folder


VAR = writable(
    Path(
        env.text("VAR", "var", about="Where everything the program writes is kept.")
    ).resolve()
)


def own_secret(path: Path) -> str:
    """Return the key kept in a file, made when there is none.

    It appears whole or not at all, readable by its owner only, so that of several
    processes started at once none reads half a key or goes by one of its own.
    """
    if not path.exists():
        draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # another process was first: its key counts
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="utf-8").strip()


def _secret() -> str:
    """Return the secret key; embedded, the one kept in var/."""
    given = env.text("SECRET_KEY", about="Signs sessions; required in production.")
    if given:
        return given
    if PRODUCTION:
        raise ImproperlyConfigured("OPENCOUNTY_SECRET_KEY is required in production")
    return own_secret(VAR / "secret-key")


SECRET_KEY = _secret()
