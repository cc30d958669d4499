"""Accounts: log-ins of officers and of citizens."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opencounty.kernel.org.models.posts import Appointment

if TYPE_CHECKING:
    from opencounty.kernel.org.actor import Actor


class AccountQuerySet(models.QuerySet["Account"]):
    """Accounts by kind, and those one may see."""

    def officers(self) -> Self:
        """Narrow to members of staff."""
        return self.filter(kind=Account.Kind.OFFICER)

    def active(self) -> Self:
        """Narrow to those who can log in."""
        return self.filter(is_active=True)

    def in_units(self, unit_ids: frozenset[int], day: date) -> Self:
        """Narrow to those who hold a post in one of the units on `day`."""
        held = Q(appointments__ends_on=None) | Q(appointments__ends_on__gte=day)
        return self.filter(
            held,
            appointments__starts_on__lte=day,
            appointments__post__unit__in=unit_ids,
        ).distinct()

    def without_post(self, day: date) -> Self:
        """Narrow to those who hold no post on `day`."""
        held = Appointment.objects.on(day).values("account")
        return self.exclude(pk__in=held)

    def besides(self, account_id: int | None) -> Self:
        """Narrow to everybody else."""
        return self.exclude(pk=account_id)

    def matching(self, words: str) -> Self:
        """Narrow to names and log-in names that contain the words."""
        return self.filter(Q(name__icontains=words) | Q(username__icontains=words))

    def visible_to(self, actor: "Actor") -> Self:
        """Narrow to what `actor` may see: staff see staff, a citizen only himself."""
        if actor.is_system:
            return self
        if actor.is_officer:
            return self.officers()
        return self.filter(pk=actor.account_id) if actor.account_id else self.none()


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
    lock_reason = models.CharField(_("停用原因"), max_length=200, blank=True)
    # set by an administrator: the holder must choose another at first log-in
    password_is_temporary = models.BooleanField(_("初始密码"), default=False)
    is_staff = models.BooleanField(_("可编排网页"), default=False)
    joined_at = models.DateTimeField(_("开通时间"), default=timezone.now)

    objects = AccountManager.from_queryset(AccountQuerySet)()

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
