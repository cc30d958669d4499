"""Accounts: log-ins of officers and of citizens."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the password is always hashed."""

    def create_user(
        self, username: str, password: str | None = None, **fields: Any
    ) -> "Account":
        """Create an account with a hashed password."""
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(
        self, username: str, password: str | None = None, **fields: Any
    ) -> "Account":
        """Create an officer who administers the platform (composed pages too)."""
        fields.setdefault("kind", Account.Kind.OFFICER)
        return self.create_user(
            username, password, is_staff=True, is_superuser=True, **fields
        )


class Account(AbstractBaseUser, PermissionsMixin):
    """A log-in (账号) of one natural person: an officer or a citizen."""

    class Kind(models.TextChoices):
        OFFICER = "officer", _("工作人员")
        CITIZEN = "citizen", _("群众")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(
        _("登录名"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
    )
    name = models.CharField(_("姓名"), max_length=60)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    email = models.EmailField(_("电子邮箱"), blank=True)
    mobile = models.CharField(_("手机号"), max_length=20, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    is_staff = models.BooleanField(_("可编排网页"), default=False)
    joined_at = models.DateTimeField(_("开通时间"), default=timezone.now)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("账号")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """Return the person's name (Django and Wagtail ask for it so)."""
        return self.name

    def get_short_name(self) -> str:
        """Return the person's name."""
        return self.name
