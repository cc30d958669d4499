"""Facts of the information pool, sent last in the transaction that makes them.

What must not happen unless the deed stands belongs in `transaction.on_commit`.
"""

from django.dispatch import Signal

# item: the Item, version: the Version now shown; the public sees it from now on
item_released = Signal()

# item: the Item, version: the Version now shown; new wording, validity or columns
item_updated = Signal()

# item: the Item; the public no longer sees it
item_withdrawn = Signal()

# items: ids, columns: ids; many items were taken in or changed at once by an import
items_imported = Signal()

# column: the Column; made, changed, closed or opened again
column_changed = Signal()
