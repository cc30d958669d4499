"""Files of the platform: take them in, give them out, read their text."""

from opencounty.kernel.files.services.keeping import (
    open_,
    respond,
    store,
    sweep,
    verify,
)
from opencounty.kernel.files.services.reading import extract_text, read_text

__all__ = [
    "extract_text",
    "open_",
    "read_text",
    "respond",
    "store",
    "sweep",
    "verify",
]
