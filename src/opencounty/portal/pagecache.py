"""The early page cache: public pages answered before sessions and log-in.

It stands before everything that costs: an anonymous GET of a page that a view
has marked public (`caching.public_page`) is answered from memory. Pages belong
to a generation (`generation`) and go when the next one begins.
"""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

from opencounty.portal import generation, tallies
from opencounty.portal.caching import PARAMETERS, Keep
from opencounty.ui.http import LARGE_TYPE_COOKIE

Handler = Callable[[HttpRequest], HttpResponse]
Key = tuple[str, str, str, bool]

# whoever has one of these cookies is answered personally
PERSONAL = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
COMPOSING = "/compose/"
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
_OVERHEAD = 600


@dataclass(slots=True)
class Entry:
    """A page as it was answered, compressed once."""

    generation: Hashable
    until: float
    packed: bytes
    length: int
    content_type: str
    etag: str
    modified: int
    headers: tuple[tuple[str, str], ...]
    item_id: int | None


class Store:
    """Pages in memory, the least recently used one leaving first."""

    def __init__(self) -> None:
        self.entries: OrderedDict[Key, Entry] = OrderedDict()
        self.size = 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> Entry | None:
        """Return the page if it is of this generation and young enough."""
        entry = self.entries.get(key)
        if entry is None:
            return None
        if entry.until < time.time() or entry.generation != generation.current():
            self.drop(key)
            return None
        with self._lock:
            if key in self.entries:
                self.entries.move_to_end(key)
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Keep a page; make room when memory is spent."""
        limit = settings.PORTAL_CACHE_MB * 1024 * 1024
        self.drop(key)
        with self._lock:
            self.entries[key] = entry
            self.size += len(entry.packed) + _OVERHEAD
            while self.size > limit and self.entries:
                _, old = self.entries.popitem(last=False)
                self.size -= len(old.packed) + _OVERHEAD

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self.entries.clear()
            self.size = 0

    def drop(self, key: Key) -> None:
        """Forget a page."""
        with self._lock:
            old = self.entries.pop(key, None)
            if old is not None:
                self.size -= len(old.packed) + _OVERHEAD


store = Store()


class PageCache:
    """Answer anonymous GETs of public pages from memory."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self._compose(request)
        if not settings.PORTAL_CACHE_MB or not PERSONAL.isdisjoint(request.COOKIES):
            return self.get_response(request)
        key = key_of(request)
        entry = store.get(key)
        if entry is None:
            began = generation.current()
            response = self.get_response(request)
            entry = made_of(response, began) if request.method == "GET" else None
            if entry is None:
                return response
            store.put(key, entry)
        elif entry.item_id is not None and request.method == "GET":
            tallies.count_view(entry.item_id, request.META)
        return answer(entry, request)

    def _compose(self, request: HttpRequest) -> HttpResponse:
        """Begin a new generation when an editor has saved something."""
        response = self.get_response(request)
        if request.path_info.startswith(COMPOSING) and response.status_code == 302:
            generation.bump()
        return response


def key_of(request: HttpRequest) -> Key:
    """Return what tells this page apart from every other."""
    query = ""
    if request.META.get("QUERY_STRING"):
        given = request.GET
        query = "&".join(f"{p}={given[p]}" for p in PARAMETERS if p in given)
    large = request.COOKIES.get(LARGE_TYPE_COOKIE) == "on"
    return (request.get_host(), request.path_info, query, large)


def made_of(response: HttpResponse, began: Hashable) -> Entry | None:
    """Return what to keep of an answer, or nothing when it is not for all."""
    keep: Keep | None = getattr(response, "public_page", None)
    if keep is None or response.status_code != 200 or response.streaming:
        return None
    if response.cookies or response.has_header("Content-Encoding"):
        return None
    body = response.content
    now = time.time()
    tag = hashlib.blake2b(body, digest_size=12).hexdigest()
    kept = ("Content-Language", "Link")
    return Entry(
        generation=began,
        until=now + min(keep.seconds, settings.PORTAL_CACHE_SECONDS, _to_midnight(now)),
        packed=gzip.compress(body, compresslevel=5, mtime=0),
        length=len(body),
        content_type=response.headers["Content-Type"],
        etag=f'W/"{tag}"',
        modified=int(now),
        headers=tuple((n, response.headers[n]) for n in kept if n in response.headers),
        item_id=keep.item_id,
    )


def answer(entry: Entry, request: HttpRequest) -> HttpResponse:
    """Answer with a kept page, or with 304 when the reader has it already."""
    response: HttpResponse
    if _is_known(entry, request):
        response = HttpResponseNotModified()
    else:
        zipped = bool(_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
        body = entry.packed if zipped else gzip.decompress(entry.packed)
        response = HttpResponse(
            b"" if request.method == "HEAD" else body, content_type=entry.content_type
        )
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(body))
    for name, value in entry.headers:
        response.headers[name] = value
    response.headers["ETag"] = entry.etag
    response.headers["Last-Modified"] = http_date(entry.modified)
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    return response


def _is_known(entry: Entry, request: HttpRequest) -> bool:
    """Say whether the reader's copy is this page (RFC 9110 §13)."""
    tags = request.META.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return tags.strip() == "*" or entry.etag[2:] in tags
    since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    return since is not None and since >= entry.modified


def _to_midnight(now: float) -> float:
    """Return the seconds until pages that print the day are out of date."""
    offset = time.localtime(now).tm_gmtoff
    return 86_400 - (now + offset) % 86_400
