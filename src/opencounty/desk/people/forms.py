"""Forms of people and of deputations."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.timezone import localdate

from opencounty.desk.deeds import PersonChoice, day_field, offer
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Account
from opencounty.ui.forms import KitForm, TextField

MOBILE = r"1[3-9]\d{9}"


def mobile_field(hint: str = "") -> forms.RegexField:
    """Return a field for a mobile number."""
    return forms.RegexField(
        f"^{MOBILE}$",
        label="手机号",
        required=False,
        help_text=hint,
        error_messages={"invalid": "应为 11 位手机号，如 13900000000"},
    )


class OfficerForm(KitForm):
    """A new officer."""

    name = TextField(label="姓名", max_length=60)
    username = TextField(
        label="登录名",
        max_length=60,
        min_length=3,
        validators=[
            UnicodeUsernameValidator(message="只能用汉字、字母、数字和 @ . + - _")
        ],
        help_text="如 zhangsan，不分大小写",
    )
    mobile = mobile_field()
    widths = {"name": 16, "username": 16, "mobile": 12}


class PersonForm(KitForm):
    """A correction of the name; the number is not shown and kept when left empty."""

    name = TextField(label="姓名", max_length=60)
    mobile = mobile_field("不改的不填")
    widths = {"name": 16, "mobile": 12}


class ReasonForm(KitForm):
    """Why something is done."""

    reason = TextField(label="原因", max_length=200)
    widths = {"reason": 40}


class DeputyForm(KitForm):
    """Who stands in, for which days, and why."""

    deputy = PersonChoice(label="代理人")
    starts_on = day_field("从哪一天起")
    ends_on = day_field("到哪一天止", hint="这一天结束后自动收回")
    reason = TextField(label="事由", max_length=200, help_text="如：外出学习、休假")
    widths = {"deputy": 24, "starts_on": 12, "ends_on": 12, "reason": 24}

    def __init__(
        self, *args: Any, actor: Actor, principal: Account, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = Account.objects.visible_to(actor).officers().active()
        others = people.besides(principal.pk).order_by("name", "username")
        offer(self, "deputy", others)
        self.fields["starts_on"].initial = localdate()
