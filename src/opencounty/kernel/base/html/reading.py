"""The plain text of HTML, with a line per block, for search and comparison."""

from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from opencounty.kernel.base.html.bounds import shallow, without_giants
from opencounty.kernel.base.text import searchable

LINE_BREAKERS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "br", "hr"}
    | {"tr", "caption", "table", "blockquote", "pre", "figure", "figcaption"}
    | {"section", "article", "header", "footer", "title"}
)
SEPARATORS = dict.fromkeys(LINE_BREAKERS, "\n") | {"td": "\t", "th": "\t"}
UNREAD = frozenset({"script", "style", "template", "noscript"})


def to_text(source: str) -> str:
    """Return the text of HTML: a line per block, cells apart, dirt gone."""
    if not source.strip():
        return ""
    if "<" not in source:
        return searchable(source)
    parser = lxml_html.HTMLParser(huge_tree=True)
    bounded = shallow(without_giants(source), written=False)
    try:
        root = lxml_html.document_fromstring(bounded, parser=parser)
    except etree.ParserError:  # comments and nothing else
        return ""
    return searchable("".join(_pieces(root)))


def _pieces(root: lxml_html.HtmlElement) -> Iterator[str]:
    """Yield text and separators in document order, without recursion."""
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            yield SEPARATORS.get(element.tag, "")
            if element.tag not in UNREAD:
                yield element.text or ""
        else:
            yield "\n" if SEPARATORS.get(str(element.tag)) == "\n" else ""
            yield element.tail or ""
