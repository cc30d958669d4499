"""The form of a role."""

from typing import Any, cast

from django import forms
from django.conf import settings

from opencounty.kernel.org.models import Role
from opencounty.kernel.org.permissions import REGISTER
from opencounty.kernel.org.services import RoleSeed
from opencounty.ui.forms import KitForm, TextField


class RoleForm(KitForm):
    """What a role is called, where it holds, and what it permits."""

    name = TextField(label="角色名称", max_length=60)
    county_wide = forms.BooleanField(
        label="全县范围",
        required=False,
        help_text="不勾选的，只在岗位所在单位和它的下级单位有效",
    )
    permissions = forms.MultipleChoiceField(
        label="权限", required=False, widget=forms.CheckboxSelectMultiple
    )
    widths = {"name": 24}

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "name": role.name,
            "county_wide": role.county_wide,
            "permissions": role.permissions,
        }
        super().__init__(*args, **kwargs)
        self.role = role
        permissions = cast("forms.MultipleChoiceField", self.fields["permissions"])
        permissions.choices = [
            (name, known.label)
            for name, known in sorted(REGISTER.items())
            if known.plane == role.plane or not settings.SEPARATE_OFFICERS
        ]

    def seed(self) -> RoleSeed:
        """Return the role as it is wanted."""
        said = self.cleaned_data
        return RoleSeed(
            self.role.slug,
            said["name"],
            self.role.plane,
            said["county_wide"],
            tuple(said["permissions"]),
        )
