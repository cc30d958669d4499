"""Forms of units and posts."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from opencounty.desk.deeds import PersonChoice, day_field, offer
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Account, Post, Role, Unit
from opencounty.ui.forms import KitForm, KitModelForm, TextField

UNIT_FIELDS = [
    "name",
    "short_name",
    "slug",
    "kind",
    "parent",
    "uscc",
    "phone",
    "fax",
    "email",
    "address",
    "postcode",
    "hours",
    "duty",
    "position",
]


class UnitForm(KitModelForm):
    """What a unit is and where it is found."""

    widths = {"slug": 16, "uscc": 16, "phone": 16, "fax": 16, "postcode": 8}

    class Meta:
        model = Unit
        fields = UNIT_FIELDS
        help_texts = {
            "slug": "用在网址里的英文名，如 water；定了不要再改",
            "uscc": "18 位，没有的不填",
            "position": "同一上级之下，数小的排在前面",
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = Unit.objects.visible_to(actor).valid_on(localdate())
        allowed = parents.within(actor.units_for("org.manage_units"))
        offer(self, "parent", allowed)
        self.fields["parent"].required = actor.units_for("org.manage_units") is not None

    def _post_clean(self) -> None:
        """Leave rules to the services: they say what is wrong in our words."""
        self.instance = forms.models.construct_instance(
            self, self.instance, self._meta.fields, self._meta.exclude
        )

    def facts(self) -> dict[str, Any]:
        """Return what was filled in."""
        return dict(self.cleaned_data)


class CloseUnitForm(KitForm):
    """The last day of a unit, and why."""

    valid_to = day_field("最后一天", hint="从第二天起不再出现在名录里，网页和文件保留")
    reason = TextField(label="依据或原因", max_length=200)
    widths = {"valid_to": 12, "reason": 40}


class PostForm(KitForm):
    """A post: its title, and what it permits."""

    title = TextField(label="岗位名称", max_length=80, help_text="如：办公室信息员")
    roles = forms.ModelMultipleChoiceField(
        label="角色",
        queryset=Role.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="岗位上的人拥有这些角色的权限",
    )
    widths = {"title": 24}

    def __init__(
        self, *args: Any, actor: Actor, unit: Unit, post: Post | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        offer(self, "roles", Role.objects.visible_to(actor))
        if not actor.may("org.manage_roles", unit.pk):
            del self.fields["roles"]
        if post is not None:
            del self.fields["title"]
            self.initial["roles"] = list(post.roles.all())

    def chosen(self) -> list[Role]:
        """Return the roles that were chosen."""
        return list(self.cleaned_data.get("roles") or ())


class AppointForm(KitForm):
    """Who takes a post, and from when."""

    account = PersonChoice(label="人员")
    starts_on = day_field("任职日期")
    ends_on = day_field("任职截止日期", required=False, hint="没有定下的不填")
    widths = {"account": 24, "starts_on": 12, "ends_on": 12}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Account.objects.visible_to(actor).officers().active()
        others = people.besides(actor.account_id).order_by("name", "username")
        offer(self, "account", others)
        self.fields["starts_on"].initial = localdate()


class EndForm(KitForm):
    """How an appointment ends: after a day, or at once."""

    AT_ONCE, AFTER = "at_once", "after"

    how = forms.ChoiceField(
        label="怎样结束",
        choices=[(AFTER, "任到某一天为止"), (AT_ONCE, "立即撤销，权限马上收回")],
        initial=AFTER,
        widget=forms.RadioSelect,
    )
    ends_on = day_field("最后一天", required=False, hint="立即撤销的不填")
    reason = TextField(
        label="原因", max_length=200, required=False, help_text="立即撤销的要填写"
    )
    widths = {"ends_on": 12, "reason": 40}

    def clean(self) -> dict[str, Any]:
        """Ask for the day or the reason, whichever the way of ending needs."""
        cleaned = super().clean() or {}
        needed = "reason" if cleaned.get("how") == self.AT_ONCE else "ends_on"
        if not cleaned.get(needed) and needed not in self.errors:
            label = self.fields[needed].label
            self.add_error(needed, f"请填写{label}")
        return cleaned
