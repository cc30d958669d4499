"""Why search says no."""

from typing import ClassVar

from opencounty.kernel.base.errors import Refusal


class RebuildUnderWay(Refusal):
    """Somebody is rebuilding the index at this moment."""

    code: ClassVar[str] = "search.rebuild_under_way"
    message = "检索库正在重建，请等它完成后再试。"
