"""Names of files: made safe to keep, to show and to send. Pure."""

import re
import unicodedata
from urllib.parse import quote

from opencounty.kernel.base.text import drop_invisible

LONGEST, LONGEST_BYTES, LONGEST_EXTENSION = 120, 240, 10
NAMELESS = "未命名"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(given: str) -> str:
    """Return the last part of a name, without what file systems or headers mind.

    Chinese and rare characters stay; paths, control and direction characters go.
    """
    whole = given.encode(errors="replace").decode().replace("\\", "/")
    name = unicodedata.normalize("NFC", whole.rpartition("/")[2])
    name = _FORBIDDEN.sub("_", drop_invisible(name))
    name = " ".join(name.split()).rstrip(". ")
    if _RESERVED.match(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not dot or not ending.isascii() or len(ending) > LONGEST_EXTENSION:
        stem, dot, ending = name, "", ""
    return f"{_shortened(stem.strip('. ')) or NAMELESS}{dot}{ending}"


def extension(name: str) -> str:
    """Return the extension in small letters, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def disposition(name: str, *, inline: bool) -> str:
    """Return a Content-Disposition that every browser reads (RFC 6266)."""
    kind = "inline" if inline else "attachment"
    ending = extension(name)
    plain = f"file.{ending}" if ending.isascii() and ending.isalnum() else "file"
    if re.fullmatch(r"[A-Za-z0-9 ._()-]+", name):
        return f'{kind}; filename="{name}"'
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _shortened(stem: str) -> str:
    stem = stem[:LONGEST]
    while len(stem.encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    return stem
