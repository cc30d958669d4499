"""Why organisation says no."""

from opencounty.kernel.base.errors import Refusal


class NotAnOfficer(Refusal):
    """Posts are for officers who can log in."""

    code = "org.not_an_officer"
    message = "{name} 不是在用的工作人员账号。请先开通或启用账号。"


class AlreadyAppointed(Refusal):
    """The person holds this very post in the period given."""

    code = "org.already_appointed"
    message = "{name} 从 {starts_on:%Y-%m-%d} 起已经担任“{post}”，不用再任。"


class AppointmentOver(Refusal):
    """An appointment that has ended is not ended again."""

    code = "org.appointment_over"
    message = "{name} 的“{post}”一职已经免去或撤销。"


class PeriodBackwards(Refusal):
    """A period ends on or after the day it begins."""

    code = "org.period_backwards"
    message = "截止日期 {ends_on:%Y-%m-%d} 早于开始日期 {starts_on:%Y-%m-%d}。"
    status = 422


class OwnPower(Refusal):
    """Nobody gives power to, or takes it from, themselves."""

    code = "org.own_power"
    message = "不能给自己任免岗位、停用账号或重设密码，请由另一位管理员办理。"


class PlanesMixed(Refusal):
    """One person does not hold powers that are to be kept apart."""

    code = "org.planes_mixed"
    message = (
        "{name} 会同时拥有“{planes}”的权限。系统管理、安全管理、安全审计和业务"
        "要由不同的人担任。"
    )
    basis = "三员分立"


class DeputyUnfit(Refusal):
    """A deputy is another officer who can log in."""

    code = "org.deputy_unfit"
    message = "代理人应为另一位在用的工作人员。"
    status = 422


class NothingToLend(Refusal):
    """Only a person who holds a post can be stood in for."""

    code = "org.nothing_to_lend"
    message = "{name} 在这段时间没有任职，没有可以交人代理的工作。"


class DeputationTooLong(Refusal):
    """A deputation has an end in sight."""

    code = "org.deputation_too_long"
    message = "一次代理最长 {days} 天。更久的应改任岗位。"
    status = 422


class DeputationInThePast(Refusal):
    """A deputation begins today at the earliest."""

    code = "org.deputation_in_the_past"
    message = "代理最早从今天开始，不能补办。"
    status = 422


class AlreadyDeputised(Refusal):
    """The two already have a deputation in the period given."""

    code = "org.already_deputised"
    message = "{deputy} 从 {starts_on:%Y-%m-%d} 到 {ends_on:%Y-%m-%d} 已经代理。"


class DeputationOver(Refusal):
    """A deputation that has ended is not ended again."""

    code = "org.deputation_over"
    message = "这次代理已经结束。"


class UsernameTaken(Refusal):
    """A log-in name belongs to one person."""

    code = "org.username_taken"
    message = "登录名“{username}”已有人使用，换一个。"


class AlreadyLocked(Refusal):
    """A locked account is not locked again."""

    code = "org.already_locked"
    message = "{name} 的账号已经停用。"


class NotLocked(Refusal):
    """Only a locked account is opened again."""

    code = "org.not_locked"
    message = "{name} 的账号没有停用。"


class RoleInUse(Refusal):
    """A role does not change sides while people hold it."""

    code = "org.role_in_use"
    message = "角色“{role}”已有岗位使用，不能改变类别。"


class UnknownPermission(Refusal):
    """A role holds permissions of the register only."""

    code = "org.unknown_permission"
    message = "没有名为“{permissions}”的权限。"
    status = 422


class PermissionOfAnotherPlane(Refusal):
    """A role holds permissions of its own plane only."""

    code = "org.permission_of_another_plane"
    message = "“{role}”是{plane}类角色，不能有“{permissions}”的权限。"
    basis = "三员分立"


class TitleTaken(Refusal):
    """A unit has one post of a title."""

    code = "org.title_taken"
    message = "{unit} 已有“{title}”这个岗位。"


class UsccRefused(Refusal):
    """A unified social credit code has 18 characters that check (GB 32100)."""

    code = "org.uscc_refused"
    message = "统一社会信用代码“{uscc}”不对：{reason}"
    basis = "GB 32100-2015"
    status = 422


class UsccTaken(Refusal):
    """A unified social credit code belongs to one unit."""

    code = "org.uscc_taken"
    message = "统一社会信用代码“{uscc}”已登记给 {unit}。"


class SlugTaken(Refusal):
    """A unit's address name belongs to one unit."""

    code = "org.slug_taken"
    message = "网址名“{slug}”已有单位使用，换一个。"


class UnitAboveItself(Refusal):
    """A unit does not stand under itself."""

    code = "org.unit_above_itself"
    message = "“{unit}”不能放到自己或自己的下级单位之下。"


class UnitClosed(Refusal):
    """A unit that is gone is not changed."""

    code = "org.unit_closed"
    message = "“{unit}”已于 {valid_to:%Y-%m-%d} 撤销。"


class UnitStillStaffed(Refusal):
    """A unit is closed when nobody works in it and no unit stands under it."""

    code = "org.unit_still_staffed"
    message = "“{unit}”还有 {people} 人任职、{units} 个下级单位，先作安排再撤销。"


class TooManyLogIns(Refusal):
    """After several wrong passwords one waits."""

    code = "org.too_many_log_ins"
    message = "登录失败次数过多，请 {minutes} 分钟后再试，或请管理员重设密码。"
    status = 429
