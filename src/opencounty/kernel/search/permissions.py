"""Permissions of search."""

from opencounty.kernel.org.permissions import register

REBUILD = register("search.rebuild", "查看检索库状态、重建检索库", plane="system")
