"""What the deeds on the calendar read like in the audit trail."""

from opencounty.kernel.audit.services import register_phrases

register_phrases(
    {
        "deadlines.calendar_changed": "修改了工作日历 {count} 天：{reason}",
        "deadlines.office_hours_set": "设定了{unit}的办公时间：{reason}",
        "deadlines.due_moved": "日历修改后，到期日由 {was} 变为 {now}",
    }
)
