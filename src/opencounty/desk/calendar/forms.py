"""Forms that change the calendar: some days, or a whole year's notice."""

from datetime import date
from typing import Any

from django import forms

from opencounty.kernel.deadlines import rules, services
from opencounty.kernel.deadlines.models import FIRST_YEAR, LAST_YEAR, CalendarDay
from opencounty.kernel.deadlines.services import (
    Arrangement,
    Change,
    DayChange,
    YearNotice,
)
from opencounty.ui.forms import DateField, KitForm, TextField

EARLIEST, LATEST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
MOST_DAYS = 31
MOST_MISTAKES = 20
PLAIN = "plain"
KINDS = [
    (rules.DayKind.REST.value, "放假"),
    (rules.DayKind.WORK.value, "上班"),
    (PLAIN, "恢复平常（周一至周五上班，双休日休息）"),
]


class ChangeForm(KitForm):
    """What every change needs: why, and which version one was looking at."""

    reason = TextField(
        label="修改原因",
        max_length=200,
        help_text="写明依据，例如哪一份通知。会记入版本历史和审计记录",
    )
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DayForm(ChangeForm):
    """A day, or a few in a row, made into something else."""

    first = DateField(label="日期", earliest=EARLIEST, latest=LATEST)
    last = DateField(
        label="到哪一天",
        earliest=EARLIEST,
        latest=LATEST,
        required=False,
        help_text="只改一天的不填",
    )
    kind = forms.ChoiceField(label="改成", choices=KINDS, widget=forms.RadioSelect)
    name = TextField(
        label="名目", max_length=30, required=False, help_text="例如国庆节、县庆"
    )
    source = forms.ChoiceField(
        label="依据",
        choices=CalendarDay.Source.choices,
        initial=CalendarDay.Source.COUNTY,
        widget=forms.RadioSelect,
    )
    notice_url = forms.URLField(
        label="通知网址", max_length=500, required=False, assume_scheme="https"
    )

    field_order = ("first", "last", "kind", "name", "source", "notice_url", "reason")
    widths = {"first": 12, "last": 12, "name": 16, "notice_url": 40, "reason": 40}

    def clean(self) -> dict[str, Any]:
        """Check that the days are in order and few, and that they have a name."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last:
            if last < first:
                self.add_error("last", f"应不早于 {first}")
            elif (last - first).days >= MOST_DAYS:
                self.add_error("last", f"一次最多改 {MOST_DAYS} 天")
        named = cleaned.get("kind") in {None, PLAIN} or cleaned.get("name")
        if not named and "name" not in self.errors:
            self.add_error("name", "请填写放假或上班的名目")
        return cleaned

    def change(self) -> Change:
        """Return the change that was asked for."""
        said = self.cleaned_data
        first, last = said["first"], said["last"] or said["first"]
        kind = None if said["kind"] == PLAIN else rules.DayKind(said["kind"])
        days = [
            DayChange(
                date.fromordinal(ordinal),
                kind,
                said["name"],
                said["source"],
                notice_url=said["notice_url"],
            )
            for ordinal in range(first.toordinal(), last.toordinal() + 1)
        ]
        return Change(days, based_on=said["based_on"])


class NoticeForm(ChangeForm):
    """A year's official arrangement, pasted as a table or as the notice reads."""

    year = forms.IntegerField(label="年度", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    title = TextField(label="通知名称", max_length=200)
    notice_url = forms.URLField(
        label="通知网址", max_length=500, required=False, assume_scheme="https"
    )
    text = TextField(
        label="放假安排",
        max_length=20_000,
        widget=forms.Textarea({"rows": 12}),
        help_text="把通知正文粘贴进来；也可以粘贴表格，一行一天：日期、放假或上班、名称，"
        "例如 2027-01-01,放假,元旦",
    )

    field_order = ("year", "title", "notice_url", "text", "reason")
    widths = {"year": 4, "title": 40, "notice_url": 40, "reason": 40}

    def clean(self) -> dict[str, Any]:
        """Read the arrangement; every line that cannot be read is told."""
        cleaned = super().clean() or {}
        year, text = cleaned.get("year"), cleaned.get("text")
        if year is None or not text:
            return cleaned
        reading = rules.read_notice(text, year)
        for mistake in reading.mistakes[:MOST_MISTAKES]:
            self.add_error("text", f"第 {mistake.line} 行：{mistake.reason}")
        if not reading.days and not reading.mistakes:
            self.add_error("text", "没有读到放假或上班的日期")
        cleaned["days"] = reading.days
        return cleaned

    def arrangement(self) -> Arrangement:
        """Return the arrangement that was pasted."""
        said = self.cleaned_data
        notice = YearNotice(said["year"], said["title"], said["notice_url"])
        return Arrangement(notice, said["days"], said["based_on"])

    def change(self) -> Change:
        """Return what taking it in would change."""
        return self.arrangement().as_change()


def blank_notice(calendar: rules.WorkCalendar) -> NoticeForm:
    """Return the form for the next year that is not known yet."""
    year = max(calendar.known_years, default=FIRST_YEAR - 1) + 1
    title = services.NOTICE_TITLE.format(year=year)
    return NoticeForm(
        initial={
            "year": year,
            "title": title,
            "reason": f"按《{title}》",
            "based_on": calendar.version,
        }
    )
