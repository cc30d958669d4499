"""What one may be allowed to do to the portal."""

from opencounty.kernel.org.permissions import register

OPEN_UNIT_SITE = "portal.open_unit_site"
LAY_OUT = "portal.lay_out"

register(OPEN_UNIT_SITE, "开设部门和乡镇子站")
register(LAY_OUT, "搭建门户的固定页面")
