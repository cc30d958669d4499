"""HTML of official documents: clean it, read its text, make it from Markdown."""

from opencounty.kernel.base.html.cleaning import clean
from opencounty.kernel.base.html.making import from_markdown, from_plain, read_markdown
from opencounty.kernel.base.html.reading import to_text

__all__ = ["clean", "from_markdown", "from_plain", "read_markdown", "to_text"]
