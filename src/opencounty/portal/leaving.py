"""Links that leave government sites: through a notice, signed by this site.

Only an address that one of our own pages has written can be shown by the notice;
anything else would lend the county's name to a stranger's link.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote

from django.core.signing import BadSignature, Signer

SALT = "portal.leaving"
MAX_LENGTH = 2_000
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(")', re.IGNORECASE)


def notice_path(url: str) -> str:
    """Return the address of the notice before `url`."""
    mark = Signer(salt=SALT).signature(url)
    return f"/leaving/?to={quote(url, safe='')}&mark={quote(mark, safe='')}"


def is_ours(url: str, mark: str) -> bool:
    """Say whether one of our pages wrote this address."""
    if not url or len(url) > MAX_LENGTH:
        return False
    try:
        return Signer(salt=SALT).unsign(f"{url}:{mark}") == url
    except BadSignature:
        return False


def with_notices(html: str, leaves: Callable[[str], bool]) -> str:
    """Send every leaving link of clean HTML through the notice."""
    if "//" not in html:
        return html

    def rewrite(match: re.Match[str]) -> str:
        url = unescape(match[2]).strip()
        if not leaves(url):
            return match[0]
        if url.startswith("//"):
            url = f"https:{url}"
        return match[1] + escape(notice_path(url)) + match[3]

    return _LINK.sub(rewrite, html)
