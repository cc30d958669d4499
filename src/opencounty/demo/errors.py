"""Why the demonstration says no."""

from opencounty.kernel.base.errors import Refusal


class NoDemoInProduction(Refusal):
    """A real county never holds a fictional one."""

    code = "demo.no_demo_in_production"
    message = "正式环境不能载入演示县：它的人员、文件都是虚构的，而且共用一个密码。"
