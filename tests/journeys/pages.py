"""The public pages of the demonstration county, one of every kind in every state."""

import re
from html import unescape
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

PAUSED = (
    "/deadlines/?start=2026-12-20&length=30&unit=natural_day&extension=5"
    "&begins1=2026-12-22&ends1=2026-12-28&why1=听证"
)
KINDS = (
    # composed pages, standing ones, a topic
    *("/", "/topics/", "/topics/qingshui-river/", "/privacy/", "/accessibility/"),
    *("/contact/", "/request/", "/site-map/"),
    # columns of every kind: the platform, a list, a guide, leaders, a second page
    *("/openness/", "/openness/policies/", "/openness/policies/normative/"),
    *("/openness/guide/", "/openness/leaders/", "/openness/organs/", "/news/"),
    *("/news/?page=2", "/affairs/guides/", "/about/overview/"),
    *("/engagement/letters/", "/engagement/consultations/"),
    # a department's sub-site and a town's, and a column of each
    *("/sites/", "/sites/water/", "/sites/water/notices/"),
    *("/sites/town-qinghe/", "/sites/town-qinghe/news/"),
    # search and catalogue: asked, narrowed, nothing found, what cannot be read
    *("/search/", "/search/?q=饮用水", "/search/?q=水&year=2026&sort=new"),
    *(
        "/search/?q=完全没有的词语",
        "/search/?q=龘靐",
        "/search/?q=村",
        '/search/?q="*(:<b>',
    ),
    *("/search/?column=no/such&validity=x", "/search/?q=水&page=999999"),
    *("/catalogue/", "/catalogue/?year=2026&validity=in_force"),
    *("/catalogue/?page=2", "/catalogue/?category=nothing"),
    *("/latest/", "/popular/"),
    # the calculator: asked, answered, misunderstood, backwards
    *("/deadlines/", "/deadlines/?start=2026-09-21&length=20&unit=working_day"),
    PAUSED,
    "/deadlines/?start=x&length=-1&unit=z",
    *("/deadlines/backwards/", "/deadlines/backwards/?end=x&length=0&unit=z"),
    "/deadlines/backwards/?end=2026-10-15&length=7&unit=working_day",
    # what is not here
    *("/no/such/page/", "/openness/notices/?page=999999", "/leaving/"),
)
PUBLIC = tuple(quote(path, safe="/?&=") for path in KINDS)
ITEM = re.compile(r'href="(/[^"]+/\d{4}/\d\d/\d+\.html)"')
LISTS = (
    *("/openness/policies/normative/", "/openness/interpretations/", "/news/"),
    *("/affairs/guides/", "/engagement/letters/", "/engagement/interviews/"),
    *("/openness/leaders/", "/openness/reports/", "/openness/organs/"),
)


def html_of(address: str) -> str:
    """A page, whatever its status."""
    try:
        with urlopen(address, timeout=60) as answer:  # noqa: S310 - ours
            return str(answer.read().decode())
    except HTTPError as refused:
        with refused:
            return refused.read().decode()


def sitemap(county: str) -> list[str]:
    """Every address that the site map tells search engines."""
    found = []
    for piece in re.findall(
        r"<loc>[^<]+(/[^<]+)</loc>", html_of(f"{county}/sitemap.xml")
    ):
        listed = html_of(county + piece)
        found += re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", listed)
    return found


def items(county: str) -> list[str]:
    """Items of every kind: in force, amended, repealed, expired, news, a letter, …"""
    normative = ITEM.findall(html_of(f"{county}/openness/policies/normative/"))
    first = [ITEM.findall(html_of(county + path))[0] for path in LISTS]
    return [*dict.fromkeys([*normative, *first]), *withdrawn(county), *leaving(county)]


def withdrawn(county: str) -> list[str]:
    """The item the demonstration withdrew: its neighbours' numbers give it away."""
    listed = set(re.findall(r"/(\d+)\.html</loc>", html_of(f"{county}/sitemap-1.xml")))
    numbers = set(map(str, range(1, max(map(int, listed)) + 1))) - listed
    return [f"/affairs/tips/2026/11/{number}.html" for number in sorted(numbers)]


def leaving(county: str) -> list[str]:
    """The notice before the one link that leaves government sites."""
    for path in ITEM.findall(html_of(f"{county}/about/travel/")):
        found = re.search(r'href="(/leaving/\?[^"]+)"', html_of(county + path))
        if found:
            return [unescape(found[1])]
    raise AssertionError("no page of the county links to the outside")
