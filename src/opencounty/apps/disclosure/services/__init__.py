"""The verbs of the information pool.

Every deed locks, guards, changes, records and announces, in one transaction; who
does it is `by`. Imports in bulk are in `services.intake`.
"""

from opencounty.apps.disclosure.services.categories import (
    add_category,
    change_category,
)
from opencounty.apps.disclosure.services.columns import (
    change_column,
    close_column,
    create_column,
    reopen_column,
)
from opencounty.apps.disclosure.services.content import Content, Enclosure
from opencounty.apps.disclosure.services.drafting import (
    discard,
    draft_item,
    revise,
    save_draft,
)
from opencounty.apps.disclosure.services.linking import link, unlink
from opencounty.apps.disclosure.services.once import once
from opencounty.apps.disclosure.services.placing import pin, place, recount_columns
from opencounty.apps.disclosure.services.releasing import publish, restore, withdraw
from opencounty.apps.disclosure.services.reviewing import (
    approve,
    may_approve,
    recall,
    return_,
    submit,
)
from opencounty.apps.disclosure.services.validity import expire_due, set_validity

__all__ = [
    "Content",
    "Enclosure",
    "add_category",
    "approve",
    "change_category",
    "change_column",
    "close_column",
    "create_column",
    "discard",
    "draft_item",
    "expire_due",
    "link",
    "may_approve",
    "once",
    "pin",
    "place",
    "publish",
    "recall",
    "recount_columns",
    "reopen_column",
    "restore",
    "return_",
    "revise",
    "save_draft",
    "set_validity",
    "submit",
    "unlink",
    "withdraw",
]
