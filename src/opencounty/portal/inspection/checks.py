"""The checks themselves, one function a rule."""

import re
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

from opencounty.kernel.org.models import Division
from opencounty.portal import finding, headtable, rules
from opencounty.portal.frame import Frame, build
from opencounty.portal.inspection.pages import Page, Site
from opencounty.portal.inspection.runner import Measure, check, counted

SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE_TAGS = ("ArticleTitle", "PubDate", "ContentSource")
MOST_LINKS = 400
POINT = 96 / 72
ELDER_POINTS = 18
LOADS = "//script[@src]/@src|//img/@src|//link[@rel='stylesheet']/@href|//iframe/@src"


def frame_of(site: Site) -> Frame:
    """Return the facts the pages should show."""
    return build(site.host)


def _foot(page: Page, needle: str) -> str:
    """Return the first footer link that holds a piece of an address."""
    found = page.tree.xpath("//footer//a/@href")
    return next((str(href) for href in found if needle in href), "")


@check("R25")
def dead_links(site: Site) -> Measure:
    """Follow the internal links and pictures of the sample, home page first."""
    seen: dict[str, str] = {}
    for page in site.pages:
        pictures = [(str(src), "") for src in page.tree.xpath("//img/@src")]
        for href, _words in [*page.links, *pictures]:
            path = href.partition("#")[0]
            if path.startswith("/") and not path.startswith(("//", "/large-type/")):
                seen.setdefault(path, page.path)
    paths = list(seen)[:MOST_LINKS]
    dead = [
        f"{path} ← {seen[path]}"
        for path in paths
        if site.client.get(path, secure=settings.PRODUCTION).status_code >= 400
    ]
    broken = [page.path for page in site.pages if page.status != 200]
    return counted([*broken, *dead], of=len(paths), what="个")


@check("R28")
def footer(site: Site) -> Measure:
    """Count the eight things of the footer on every page."""
    facts = frame_of(site).facts
    wanted = {
        "党政机关网站标识": facts.conac_id and "党政机关网站标识",
        "找错": facts.site_id_code and "我为政府网站找错",
        "标识码": facts.site_id_code,
        "主办单位": facts.host_organ,
        "联系方式": facts.phone,
        "ICP": facts.icp_no,
        "公安备案": facts.police_no,
        "网站地图": "网站地图",
    }
    faults = []
    for page in site.pages:
        feet = page.tree.xpath("//footer")
        text = feet[0].text_content() if feet else ""
        missing = [n for n, words in wanted.items() if not words or words not in text]
        if missing:
            faults.append(f"{page.path} 缺 {'、'.join(missing)}")
    return counted(faults, of=len(site.pages), what="页")


@check("R29")
def site_code(site: Site) -> Measure:
    """Check the form of the site's code and its division."""
    code = frame_of(site).facts.site_id_code
    formed = bool(rules.SITE_ID_CODE.match(code))
    known = Division.objects.filter(code__startswith=code[:6]).exists()
    note = "" if known or not Division.objects.exists() else "，前6位不是本库的区划"
    return Measure(f"{code or '未设置'}{note}", formed)


@check("R30")
def records(site: Site) -> Measure:
    """Check the ICP and police records, and that the link carries the number."""
    facts, home = frame_of(site).facts, site.pages[0]
    link = _foot(home, "recordcode=")
    linked = parse_qs(urlsplit(link).query).get("recordcode", [""])[0]
    faults = [
        words
        for words, holds in (
            (f"ICP {facts.icp_no or '未设置'}", rules.ICP_NO.match(facts.icp_no)),
            (f"公安 {facts.police_no}", rules.POLICE_NO.match(facts.police_no)),
            (f"recordcode={linked}", linked == facts.police_no),
        )
        if not holds
    ]
    return counted(faults, of=3)


@check("R31")
def error_report(site: Site) -> Measure:
    """Check that each page reports errors under its own address."""
    frame, faults = frame_of(site), []
    for page in site.pages:
        query = parse_qs(urlsplit(_foot(page, "jiucuo")).query)
        code, url = query.get("site_code", [""])[0], query.get("url", [""])[0]
        own = frame.base_url + urlsplit(page.path).path
        if code != frame.facts.site_id_code or not code or url != own:
            faults.append(f"{page.path} → {url}")
    return counted(faults, of=len(site.pages), what="页")


@check("R32")
def badge(site: Site) -> Measure:
    """Check the number behind the badge of party and government sites."""
    link = _foot(site.pages[0], rules.BADGE_HOST)
    number = parse_qs(urlsplit(link).query).get("id", [""])[0]
    return Measure(number or "未设置", bool(rules.CONAC_ID.match(number)))


def _tags(pages: list[Page], names: tuple[str, ...]) -> Measure:
    faults = [
        f"{page.path} 缺 {'、'.join(missing)}"
        for page in pages
        if (missing := [n for n in names if not page.tags.get(n)])
    ]
    return counted(faults, of=len(pages), what="页")


@check("R33")
def home_tags(site: Site) -> Measure:
    """Check the three site tags against the settings."""
    facts, tags = frame_of(site).facts, site.pages[0].tags
    wanted = dict(
        rules.site_tags(
            name=facts.name, domain=facts.main_domain, id_code=facts.site_id_code
        )
    )
    faults = [n for n in SITE_TAGS if not tags.get(n) or tags[n] != wanted.get(n)]
    return counted(faults, of=len(SITE_TAGS), what="个")


@check("R34")
def list_tags(site: Site) -> Measure:
    """Check the seven tags of list pages."""
    return _tags(site.of("list"), (*SITE_TAGS, *COLUMN_TAGS))


@check("R35")
def article_tags(site: Site) -> Measure:
    """Check the ten tags of article pages."""
    return _tags(site.of("article"), (*SITE_TAGS, *COLUMN_TAGS, *ARTICLE_TAGS))


@check("R36")
def published(site: Site) -> Measure:
    """Compare PubDate with the page and with the database."""
    faults = []
    for page in site.of("article"):
        tag = page.tags.get("PubDate", "")
        stored = headtable.moment(page.item.released_at if page.item else None)
        shown = tag in " ".join(page.tree.xpath("//main//text()"))
        if tag != stored or not shown:
            faults.append(f"{page.path} {tag}≠{stored}")
    return counted(faults, of=len(site.of("article")), what="页")


@check("R37")
def titles(site: Site) -> Measure:
    """Compare ArticleTitle with the heading and Url with the canonical address."""
    base, faults = frame_of(site).base_url, []
    for page in site.of("article"):
        heading = " ".join(page.tree.xpath("string(//h1)").split())
        if page.tags.get("ArticleTitle") != heading:
            faults.append(f"{page.path} 标题")
        if page.tags.get("Url") != base + page.path:
            faults.append(f"{page.path} Url")
    return counted(faults, of=len(site.of("article")), what="页")


@check("R38")
def empty_tags(site: Site) -> Measure:
    """Look for tags that say nothing, or the same thing twice."""
    faults = []
    for page in site.pages:
        for name, value in page.tags.items():
            if not value.strip() or value.strip().lower() in rules.PLACEHOLDERS:
                faults.append(f"{page.path} {name}")
        name = page.tags.get("ColumnName", "")
        told = [page.tags.get(n) for n in ("ColumnDescription", "ColumnKeywords")]
        if name and name in told:
            faults.append(f"{page.path} 栏目标签重复栏目名称")
    return counted(faults, of=len(site.pages), what="处")


@check("R40")
def outside_links(site: Site) -> Measure:
    """Check that no link leaves government sites without the notice."""
    frame = frame_of(site)
    links = [(page.path, href) for page in site.pages for href, _ in page.links]
    faults = [f"{path} → {href}" for path, href in links if frame.leaves(href)]
    for path, href in links:
        if href.startswith("/leaving/") and site.fetch(href).status != 200:
            faults.append(f"{path} 提示页打不开")
    return counted(faults, of=len(links), what="个")


@check("R41")
def search(site: Site) -> Measure:
    """Search each sampled item by its own title."""
    faults, pages = [], site.of("article")
    for page in pages:
        title = page.item.title if page.item else ""
        asked = finding.Asked("/search/", text=title)
        results = finding.answer(asked, ("kind",))
        if page.path not in {hit.url for hit in results.hits}:
            faults.append(title)
        if not results.facets.get("kind"):
            faults.append("结果没有分类")
    return counted(faults, of=len(pages), what="条未找到")


@check("R45")
def requests(site: Site) -> Measure:
    """Look for scripts, pictures and styles of other hosts."""
    loads = [(p.path, str(src)) for p in site.pages for src in p.tree.xpath(LOADS)]
    faults = [f"{path} {src}" for path, src in loads if "//" in src]
    return counted(faults, of=len(loads), what="个")


@check("R56")
def accessible(site: Site) -> Measure:
    """Check what can be known of accessibility without a browser."""
    faults = []
    for page in site.pages:
        tree = page.tree
        tests = {
            "没有语言": tree.get("lang") == "zh-CN",
            "没有标题": bool(tree.xpath("string(//title)").strip()),
            "一级标题不是一个": len(tree.xpath("//h1")) == 1,
            "没有跳转链接": bool(tree.xpath("//a[@href='#main']")),
            "图片没有替代文字": not tree.xpath("//img[not(@alt)]"),
            "重复的 id": _unique(tree.xpath("//@id")),
            "输入框没有名称": not _unnamed(page),
            "链接没有文字": not _wordless(page),
        }
        faults += [f"{page.path} {what}" for what, holds in tests.items() if not holds]
    return counted(faults, of=len(site.pages))


@check("R57")
def elder_mode(site: Site) -> Measure:
    """Check the entry on every page, and the sizes the style gives large type."""
    faults = [
        f"{page.path} 没有入口"
        for page in site.pages
        if not any("长辈版" in words for _, words in page.links[:8])
    ]
    body = site.elder.get("/", secure=settings.PRODUCTION).content.decode()
    if "退出长辈版" not in body or not re.search(r'<html[^>]*class="[^"]*large', body):
        faults.append("打开后页面没有变化")
    points, line = _large_sizes()
    if points < ELDER_POINTS or line < 1.3:
        faults.append(f"{points:g}pt，行高 {line:g}")
    measure = counted(faults, of=len(site.pages))
    words = f"正文 {points:g}pt，行高 {line:g}；{measure.words}"
    return Measure(words, measure.holds, measure.evidence)


def _large_sizes() -> tuple[float, float]:
    """Return body size in points and line height that the style sheet gives."""
    path = finders.find("ui/faces/portal.css")
    with open(str(path), encoding="utf-8") as file:  # noqa: PTH123 - a found path
        style = file.read()
    root = re.search(r"html\.large[^{]*\{\s*font-size:\s*([\d.]+)%", style)
    line = re.search(r"html\.large p \{\s*line-height:\s*([\d.]+)", style)
    size = 16 * float(root[1]) / 100 if root else 16
    return size / POINT, float(line[1]) if line else 0


def _unique(values: list[str]) -> bool:
    return len(values) == len(set(values))


def _unnamed(page: Page) -> list[str]:
    """Return the inputs nothing names."""
    labelled = set(page.tree.xpath("//label/@for"))
    inputs = page.tree.xpath("//input[not(@type='hidden')]|//select|//textarea")
    return [
        i.get("name", "")
        for i in inputs
        if i.get("id") not in labelled
        and not i.get("aria-label")
        and not i.xpath("ancestor::label")
    ]


def _wordless(page: Page) -> list[str]:
    """Return the links that say nothing to those who listen."""
    links = page.tree.xpath("//a[@href][not(@aria-hidden='true')]")
    return [
        link.get("href", "")
        for link in links
        if not link.text_content().strip()
        and not link.get("aria-label")
        and not link.xpath(".//img[normalize-space(@alt)]")
    ]
