"""A county without demonstration names its composers from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from opencounty.kernel.audit.models import Entry
from opencounty.kernel.org.models import Account
from tests.factories.org import AccountFactory, OfficerFactory

pytestmark = pytest.mark.django_db


def test_a_named_officer_may_compose_and_the_trail_says_so() -> None:
    officer = OfficerFactory.create(username="zhangsan")

    call_command("name_composer", "zhangsan", stdout=StringIO())
    call_command("name_composer", "zhangsan", stdout=StringIO())

    officer = Account.objects.get(pk=officer.pk)
    assert officer.has_perm("wagtailadmin.access_admin")
    assert Entry.objects.filter(action="portal.composer_named").count() == 1


def test_citizens_and_strangers_are_not_named() -> None:
    AccountFactory.create(username="lisi", kind=Account.Kind.CITIZEN)

    with pytest.raises(CommandError, match="lisi、nobody"):
        call_command("name_composer", "lisi", "nobody", stdout=StringIO())
