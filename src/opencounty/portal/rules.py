"""What a government site must print, as pure functions (政府网站发展指引).

Shapes of the identifiers, the addresses behind the badges of the footer, which
hosts are government ones, and the meta tags of each kind of page.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

SITE_ID_CODE = re.compile(r"^(\d{10}|bm\d{8})$")
ICP_NO = re.compile(r"^[\u4e00-\u9fff]ICP备\d{8}号(-\d+)?$")
POLICE_NO = re.compile(r"^\d{14}$")
CONAC_ID = re.compile(r"^[0-9A-Fa-f]{32}$")
POSTCODE = re.compile(r"^\d{6}$")
DOMAIN = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$")
CHINESE_DOMAIN = re.compile(r"^[\u4e00-\u9fff\w-]+(\.[\u4e00-\u9fff\w-]+)*\.政务$")

# hosts of the state: .gov.cn, .政务 (also as punycode), and the badge's own host
GOVERNMENT_SUFFIXES = (".gov.cn", ".政务", ".xn--zfr164b")
BADGE_HOST = "bszs.conac.cn"
PLACEHOLDERS = frozenset({"null", "none", "网站名称", "政府网站标识码", "栏目名称"})

Tag = tuple[str, str]

_DROPPED = re.compile(r"[\t\r\n]")
_BLANK = "".join(map(chr, range(0x21)))
_ABSOLUTE = re.compile(r"(?i)(?:https?:/*|//+)(.*)")


@dataclass(frozen=True)
class ColumnWords:
    """What the column tags say of a column."""

    name: str
    description: str
    keywords: str
    kind: str


def police_text(police_no: str, icp_no: str) -> str:
    """Return the police record as printed; the province's sign is the ICP's."""
    sign = icp_no[:1] if ICP_NO.match(icp_no) else ""
    return f"{sign}公网安备{police_no}号"


def police_link(police_no: str) -> str:
    """Return the address of the police record; recordcode equals the number."""
    return (
        "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode="
        f"{quote(police_no, safe='')}"
    )


def badge_link(conac_id: str) -> str:
    """Return the address behind the badge of party and government sites."""
    return f"https://{BADGE_HOST}/sitename?method=show&id={quote(conac_id, safe='')}"


def error_report_link(site_id_code: str, page_url: str) -> str:
    """Return the address of 我为政府网站找错 for one page of the site."""
    return (
        "https://zfwzgl.www.gov.cn/exposure/jiucuo.html"
        f"?site_code={quote(site_id_code, safe='')}&url={quote(page_url, safe='')}"
    )


def host_of(url: str) -> str:
    """Return the host a browser would go to, '' for an address within the site."""
    found = _ABSOLUTE.match(_as_browsers_read(url))
    if not found:
        return ""
    try:
        return (urlsplit(f"//{found[1]}").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def _as_browsers_read(url: str) -> str:
    """Drop what browsers drop, and turn backslashes as they do."""
    return _DROPPED.sub("", url).strip(_BLANK).replace("\\", "/")


def is_government_host(host: str) -> bool:
    """Say whether a host belongs to the state by its suffix."""
    return host in {"gov.cn", BADGE_HOST} or host.endswith(GOVERNMENT_SUFFIXES)


def needs_notice(url: str, *, own: Collection[str], trusted: Collection[str]) -> bool:
    """Say whether a link leaves government sites and so needs the notice."""
    if not _ABSOLUTE.match(_as_browsers_read(url)):
        return False
    host = host_of(url)
    if host in own or is_government_host(host):
        return False
    return not any(host == name or host.endswith(f".{name}") for name in trusted)


def words(*parts: str) -> str:
    """Return keywords as one comma-separated line, each once, order kept."""
    found = (w.strip() for p in parts for w in re.split(r"[,，;；、\s]+", p))
    return ",".join(dict.fromkeys(w for w in found if w))


def column_words(
    *, name: str, kind: str, description: str, keywords: str, site_name: str
) -> ColumnWords:
    """Say of a column what its tags need, never the bare name twice (R38)."""
    told = description.strip()
    if not told or told == name:
        told = f"{site_name}“{name}”栏目，公开{kind}"
    listed = words(keywords)
    if not listed or listed == name:
        listed = words(name, kind, site_name)
    return ColumnWords(name, told, listed, kind)


def site_tags(*, name: str, domain: str, id_code: str) -> list[Tag]:
    """Return the three tags of every page; an unset fact is left out."""
    return _filled(("SiteName", name), ("SiteDomain", domain), ("SiteIDCode", id_code))


def column_tags(column: ColumnWords) -> list[Tag]:
    """Return the four tags of list and article pages."""
    return _filled(
        ("ColumnName", column.name),
        ("ColumnDescription", column.description),
        ("ColumnKeywords", column.keywords),
        ("ColumnType", column.kind),
    )


def article_tags(
    *, title: str, published: str, source: str, extra: Iterable[Tag] = ()
) -> list[Tag]:
    """Return the three tags of an article and what is known of the other five."""
    return _filled(
        ("ArticleTitle", title),
        ("PubDate", published),
        ("ContentSource", source),
        *extra,
    )


def _filled(*tags: Tag) -> list[Tag]:
    """Keep the tags that say something; a placeholder says nothing."""
    tidy = ((name, " ".join(value.split())) for name, value in tags)
    return [(n, v) for n, v in tidy if v and v.lower() not in PLACEHOLDERS]
