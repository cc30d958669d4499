"""The search of the platform: make things findable, and find them."""

from opencounty.kernel.search.documents import (
    SearchDocument,
    Source,
    register_source,
)
from opencounty.kernel.search.results import (
    NEWEST,
    RELEVANCE,
    Count,
    Hit,
    IndexState,
    Query,
    Results,
)
from opencounty.kernel.search.services.finding import find
from opencounty.kernel.search.services.indexing import (
    catch_up,
    mark,
    rebuild,
    request_rebuild,
    state,
)

__all__ = [
    "NEWEST",
    "RELEVANCE",
    "Count",
    "Hit",
    "IndexState",
    "Query",
    "Results",
    "SearchDocument",
    "Source",
    "catch_up",
    "find",
    "mark",
    "rebuild",
    "register_source",
    "request_rebuild",
    "state",
]
