"""Make foreign HTML (Word, WPS, old portals) fit for our pages.

nh3 removes whatever could act; then styles that carry meaning in an official
document (indents, alignment) become classes and the rest of the dirt goes.
"""

import re
from urllib.parse import urljoin, urlsplit

import nh3
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from opencounty.kernel.base.html.bounds import shallow, without_giants
from opencounty.kernel.base.text import drop_invisible

BLOCKS = frozenset(
    {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "hr"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
    | {"blockquote", "pre", "figure", "figcaption"}
)
INLINES = frozenset(
    {"a", "b", "strong", "i", "em", "u", "s", "sub", "sup", "br", "img"}
)
CLASSES = frozenset(
    {"indent", "ta-center", "ta-right", "ta-justify"}
    | {"addressee", "signature", "centre", "right"}
)
WRAPPERS = frozenset({"div", "section", "article", "center"})
# taken in the first pass only: they carry styles or mark block borders
PASSING = WRAPPERS | {"span", "h1", "font"}
MEANINGFUL_STYLES = {"text-align", "text-indent", "display", "visibility"}
ATTRIBUTES = {
    "*": {"class", "style", "align"},
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"rowspan", "colspan", "headers"},
    "th": {"rowspan", "colspan", "scope", "headers"},
    "ol": {"start", "type"},
    "li": {"value"},
}
RENAMED = {"h1": "h2", "b": "strong", "i": "em"}
SCHEMES = {"http", "https", "mailto", "tel"}
OUR_IMAGES = ("/media/", "/files/", "/static/")
ALIGNMENTS = {"center": "ta-center", "right": "ta-right", "justify": "ta-justify"}


def clean(source: str, *, base_url: str = "") -> str:
    """Return safe HTML that keeps text, headings, lists, tables and alignment.

    Scripts, styles, Word and WPS dirt, hidden elements and foreign pictures go;
    a foreign picture becomes a link to it. Relative addresses are made absolute
    against `base_url`. Cleaning what is clean changes nothing.
    """
    passed = _safe(without_giants(drop_invisible(source).replace("\x00", "")))
    flat = shallow(passed)
    if flat != passed:
        passed = _safe(flat)
    if not passed.strip():
        return ""
    root = lxml_html.fragment_fromstring(passed, create_parent="div")
    for element in list(root.iterdescendants()):
        _mend(element, base_url)
    etree.strip_tags(root, "span", "font")  # at once: one by one takes the square
    _untangle(root)
    _wrap_loose_text(root)
    _drop_empty(root)
    return _inner_html(root)


def _safe(source: str) -> str:
    """Return what nh3 lets pass: nothing in it can act."""
    return nh3.clean(
        source,
        tags=set(BLOCKS | INLINES | PASSING),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        filter_style_properties=set(MEANINGFUL_STYLES),
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def _mend(element: HtmlElement, base_url: str) -> None:
    """Turn one element's styles into classes and its tag into one of ours."""
    style = element.attrib.pop("style", "").replace(" ", "").lower()
    if "display:none" in style or "visibility:hidden" in style:
        element.drop_tree()
        return
    _classify(element, style)
    tag = element.tag = RENAMED.get(element.tag, element.tag)
    if tag in WRAPPERS:
        _unwrap(element)
    elif tag == "img":
        _mend_image(element, base_url)
    elif tag == "a":
        _mend_link(element, base_url)


def _classify(element: HtmlElement, style: str) -> None:
    """Keep our own classes and add those the style and `align` stand for."""
    names = [n for n in element.attrib.pop("class", "").split() if n in CLASSES]
    align = re.search(r"text-align:(\w+)", style)
    wanted = align[1] if align else element.attrib.pop("align", "").lower()
    element.attrib.pop("align", None)
    if element.tag == "center":
        wanted = "center"
    if wanted in ALIGNMENTS:
        names.append(ALIGNMENTS[wanted])
    indent = re.search(r"text-indent:(-?(?:\d+\.?\d*|\.\d+))", style)
    if indent and float(indent[1]) > 0:
        names.append("indent")
    if names and element.tag not in {"span", "font", "a"}:
        element.set("class", " ".join(dict.fromkeys(names)))


def _unwrap(element: HtmlElement) -> None:
    """Make a wrapper a paragraph when it holds words only, else dissolve it."""
    holds_blocks = any(child.tag in BLOCKS | WRAPPERS for child in element)
    if not holds_blocks:
        element.tag = "p"
        return
    names = element.attrib.pop("class", "")
    for child in element:
        if names and child.tag in {"p", "div", "table"} and not child.get("class"):
            child.set("class", names)
    _wrap_loose_text(element)
    element.drop_tag()


def _untangle(root: HtmlElement) -> None:
    """Let no block stand inside a phrase: a link loses its blocks, others go."""
    for inline in list(root.iter("a", "strong", "em", "u", "s", "sub", "sup")):
        blocks = list(inline.iterdescendants(*BLOCKS))
        if not blocks:
            continue
        if inline.tag == "a":
            for block in blocks:
                block.drop_tag()
        else:
            inline.drop_tag()


def _wrap_loose_text(parent: HtmlElement) -> None:
    """Put text and inline elements that lie beside blocks into paragraphs."""
    text, children = parent.text or "", list(parent)
    parent.text = None
    for child in children:
        parent.remove(child)
    loose = _paragraph(text)
    for child in children:
        tail, child.tail = child.tail or "", None
        if child.tag in BLOCKS | WRAPPERS:
            _flush(parent, loose)
            parent.append(child)
            loose = _paragraph(tail)
        else:
            child.tail = tail
            loose.append(child)
    _flush(parent, loose)


def _paragraph(text: str) -> HtmlElement:
    paragraph = lxml_html.Element("p")
    paragraph.text = text
    return paragraph


def _flush(parent: HtmlElement, loose: HtmlElement) -> None:
    if len(loose) or (loose.text or "").strip():
        parent.append(loose)


def _mend_image(element: HtmlElement, base_url: str) -> None:
    """Keep our own pictures; a foreign one becomes a link, never a request."""
    source = element.get("src", "")
    if source.startswith(OUR_IMAGES):
        element.set("alt", element.get("alt", ""))
        return
    address = urljoin(base_url, source) if base_url else source
    alt = (element.get("alt") or "").strip()
    link = next(element.iterancestors("a"), None)
    if link is not None:
        words = "".join(link.itertext()).strip()
        element.tag, element.text = "span", alt if words else f"〔图片〕{alt}"
        return
    if urlsplit(address).scheme not in {"http", "https"}:
        element.drop_tree()
        return
    element.tag = "a"
    element.attrib.clear()
    element.set("href", address)
    element.text = f"〔图片〕{alt}"


def _mend_link(element: HtmlElement, base_url: str) -> None:
    """Make the address absolute; an anchor that leads nowhere is dissolved."""
    href = element.get("href", "").strip()
    if base_url and href and not href.startswith("#"):
        href = urljoin(base_url, href)
    if not href or href.startswith("#") or urlsplit(href).scheme not in SCHEMES | {""}:
        element.drop_tag()
        return
    element.set("href", href)


def _drop_empty(root: HtmlElement) -> None:
    """Drop paragraphs and headings that hold no character and no picture."""
    for element in list(root.iter("p", "h2", "h3", "h4", "h5", "h6", "strong", "em")):
        words = "".join(element.itertext()).strip("\xa0 \t\r\n\u3000")
        if not words and element.find(".//img") is None:
            if element.tag in {"strong", "em"}:
                element.drop_tag()
            else:
                element.drop_tree()


def _inner_html(root: HtmlElement) -> str:
    parts = [lxml_html.tostring(child, encoding="unicode") for child in root]
    return "".join(part.strip() for part in parts)
