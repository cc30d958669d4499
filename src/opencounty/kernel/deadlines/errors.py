"""Why the calendar says no."""

from opencounty.kernel.base.errors import Refusal


class ReasonMissing(Refusal):
    """Nobody changes the calendar without saying why."""

    code = "deadlines.reason_missing"
    message = "请写明修改日历的原因，例如依据哪一份通知。"
    status = 422


class NothingChanged(Refusal):
    """What was asked for is how the calendar stands already."""

    code = "deadlines.nothing_changed"
    message = "日历已经是这样，没有需要修改的。"


class DayNamedTwice(Refusal):
    """One change says two things of one day."""

    code = "deadlines.day_named_twice"
    message = "{day:%Y-%m-%d} 出现了两次，请只留一处。"
    status = 422


class DayOutOfRange(Refusal):
    """The calendar covers a fixed span of years."""

    code = "deadlines.day_out_of_range"
    message = "日历只管 {first} 到 {last} 年，不能修改 {day:%Y-%m-%d}。"
    status = 422


class NameMissing(Refusal):
    """A special day has a name."""

    code = "deadlines.name_missing"
    message = "请写明 {day:%Y-%m-%d} 放假或上班的名目，例如“国庆节”，不超过 30 个字。"
    status = 422


class CalendarMoved(Refusal):
    """Somebody changed the calendar after this page was opened."""

    code = "deadlines.calendar_moved"
    message = (
        "您打开页面以后，日历已由 {name} 改为第 {number} 版。"
        "请重新打开页面，核对后再改。"
    )
