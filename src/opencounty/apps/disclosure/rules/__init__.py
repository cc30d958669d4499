"""The rules of the information pool as pure functions and frozen facts."""

from opencounty.apps.disclosure.rules.content import (
    SUMMARY_LIMIT,
    Blanks,
    canonical,
    digest_of,
    missing,
    tidy_doc_number,
    tidy_keywords,
)
from opencounty.apps.disclosure.rules.numbering import (
    DEFAULT_PATTERN,
    PATTERNS,
    IndexPattern,
    Organ,
    is_index_number,
    register_pattern,
    tidy_index_number,
)
from opencounty.apps.disclosure.rules.periods import (
    PERIODS,
    ColumnFacts,
    Freshness,
    Period,
    Standing,
    freshness,
    period_of,
)
from opencounty.apps.disclosure.rules.states import (
    OPEN_STATES,
    TRANSITIONS,
    State,
    may_approve,
    may_become,
)
from opencounty.apps.disclosure.rules.validity import (
    UNKNOWN,
    Effect,
    Validity,
    validity_on,
)

__all__ = [
    "DEFAULT_PATTERN",
    "OPEN_STATES",
    "PATTERNS",
    "PERIODS",
    "SUMMARY_LIMIT",
    "TRANSITIONS",
    "UNKNOWN",
    "Blanks",
    "ColumnFacts",
    "Effect",
    "Freshness",
    "IndexPattern",
    "Organ",
    "Period",
    "Standing",
    "State",
    "Validity",
    "canonical",
    "digest_of",
    "freshness",
    "is_index_number",
    "may_approve",
    "may_become",
    "missing",
    "period_of",
    "register_pattern",
    "tidy_doc_number",
    "tidy_index_number",
    "tidy_keywords",
    "validity_on",
]
