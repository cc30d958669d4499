"""Where the search index stands in the desk's menu."""

from opencounty.kernel.search.permissions import REBUILD
from opencounty.ui import menu

menu.register(
    section="组织与记录",
    label="检索库",
    url_name="desk_search:state",
    permission=REBUILD.name,
    position=85,
)
