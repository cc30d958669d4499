"""Why the portal says no."""

from opencounty.kernel.base.errors import Refusal


class PortalNotLaidOut(Refusal):
    """A sub-site needs the portal it belongs to."""

    code = "portal.not_laid_out"
    message = "门户还没有搭建，不能开设子站。请先运行 manage.py lay_out_portal。"
