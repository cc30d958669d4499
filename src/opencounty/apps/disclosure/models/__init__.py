"""The information pool: categories, columns, items, versions, links, releases."""

from opencounty.apps.disclosure.models.catalogue import Category, IndexSeries
from opencounty.apps.disclosure.models.columns import Column, Placement
from opencounty.apps.disclosure.models.items import Item
from opencounty.apps.disclosure.models.links import Link
from opencounty.apps.disclosure.models.once import OnceToken
from opencounty.apps.disclosure.models.records import Approval, Release
from opencounty.apps.disclosure.models.versions import Attachment, Version

__all__ = [
    "Approval",
    "Attachment",
    "Category",
    "Column",
    "IndexSeries",
    "Item",
    "Link",
    "OnceToken",
    "Placement",
    "Release",
    "Version",
]
