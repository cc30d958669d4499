"""Bounds on markup that no honest document comes near, so that parsers stay quick.

Parsers take the square of the number of attributes in time, and libxml2 stops at
256 levels: what lies deeper would be lost.
"""

import re

LONGEST_TAG = 5_000
MAX_DEPTH = 200
VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "link", "meta"})
_OPENING = re.compile(r"<[a-zA-Z/!?]")
# as nh3 writes: every attribute in double quotes, every `<` of the text escaped
_WRITTEN = re.compile(r'<(/?)([a-z][a-z0-9]*)(?: [a-z-]+="[^"]*")*>')
_RAW = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")


def without_giants(source: str) -> str:
    """Drop tags of absurd length: a picture as data, or thousands of attributes."""
    kept: list[str] = []
    place = 0
    while opening := _OPENING.search(source, place):
        end = source.find(">", opening.end())
        end = len(source) if end < 0 else end + 1
        comment = source.startswith("<!", opening.start())
        giant = end - opening.start() > LONGEST_TAG and not comment
        kept.append(source[place : opening.start() if giant else end])
        place = end
    kept.append(source[place:])
    return "".join(kept)


def shallow(source: str, *, written: bool = True) -> str:
    """Drop the tags that lie too deep, so that no text is lost.

    `written` markup is that of nh3; any other may only be read for its text, since
    half an attribute can come to light as markup.
    """
    depth = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal depth
        if found[2].lower() in VOID:
            return found[0]
        closes = found[1] == "/"
        depth += 0 if closes else 1
        deep = depth > MAX_DEPTH
        depth -= 1 if closes and depth else 0
        return "\n" if deep else found[0]

    if source.count("<") < MAX_DEPTH:
        return source
    return (_WRITTEN if written else _RAW).sub(kept, source)
