"""Answers that give a file: as attachment, sandboxed, in ranges, once per browser."""

import re
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags, quote_etag

from opencounty.kernel.files.kinds import KINDS
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.files.names import disposition

# nothing in the file may run, load, frame or send anything, should a browser show it
SANDBOX = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'"
INLINE_TYPES = frozenset(k.media_type for k in KINDS.values() if k.is_image)
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
BLOCK = 64 * 1_024


class _Part:
    """The next bytes of a file, as many as asked for, closed with the answer."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self._file, self._left = file, length

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0:
            block = self._file.read(min(BLOCK, self._left))
            if not block:
                return
            self._left -= len(block)
            yield block

    def close(self) -> None:
        """Close the file below."""
        self._file.close()


def answer(
    stored: StoredFile, file: IO[bytes], *, inline: bool, request: HttpRequest | None
) -> HttpResponseBase:
    """Return the whole file, a range of it, or word that nothing has changed."""
    headers = _headers(stored, inline=inline)
    asked = request.headers if request else {}
    if headers["ETag"] in parse_etags(asked.get("If-None-Match", "")):
        file.close()
        return HttpResponse(status=304, headers=headers)
    wanted = _range(asked.get("Range", ""), stored.size)
    if wanted is None or asked.get("If-Range", headers["ETag"]) != headers["ETag"]:
        return _sent(file, headers)
    first, last = wanted
    if first >= stored.size:
        file.close()
        headers["Content-Range"] = f"bytes */{stored.size}"
        return HttpResponse(status=416, headers=headers)
    headers["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    headers["Content-Length"] = str(last - first + 1)
    file.seek(first)
    return _sent(_Part(file, last - first + 1), headers, status=206)


def _sent(
    content: IO[bytes] | _Part, headers: dict[str, str], *, status: int = 200
) -> FileResponse:
    """Stream the content under our headers, not those guessed from its path."""
    response = FileResponse(content, status=status)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _headers(stored: StoredFile, *, inline: bool) -> dict[str, str]:
    shown = inline and stored.media_type in INLINE_TYPES
    return {
        "Content-Type": stored.media_type,
        "Content-Length": str(stored.size),
        "Content-Disposition": disposition(stored.name, inline=shown),
        "Content-Security-Policy": SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
        "ETag": quote_etag(stored.sha256[:32]),
    }


def _range(header: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte of a single range; None is the whole."""
    match = _RANGE.fullmatch(header.strip())
    if not match or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return max(0, size - int(last[:18])), size - 1
    end = min(int(last[:18]), size - 1) if last else size - 1
    start = int(first[:18])
    return (start, end) if start <= end or start >= size else None
