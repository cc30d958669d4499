"""Reasons are as long as what is kept of them, on every database."""

from collections.abc import Callable

import pytest

from opencounty.apps.disclosure import services
from opencounty.kernel.base.errors import InputRefused
from tests.apps.disclosure.conftest import Office

LONG, FULL = "长" * 301, "满" * 300
Deed = Callable[[Office, str], object]


def withdraw(office: Office, reason: str) -> object:
    return services.withdraw(office.published(), reason=reason, by=office.publisher)


def restore(office: Office, reason: str) -> object:
    item = office.published()
    services.withdraw(item, reason="核实", by=office.publisher)
    return services.restore(item, reason=reason, by=office.publisher)


def set_validity(office: Office, reason: str) -> object:
    item = office.published()
    return services.set_validity(item, "expired", reason=reason, by=office.publisher)


def confirm(office: Office, reason: str) -> object:
    version = office.approved()
    return services.publish(version, confirmed=reason, by=office.publisher)


@pytest.mark.parametrize("deed", [withdraw, restore, set_validity, confirm])
def test_a_reason_there_is_no_room_for_is_refused(office: Office, deed: Deed) -> None:
    with pytest.raises(InputRefused, match="有 301 个字，最多 300 个"):
        deed(office, LONG)

    deed(office, f"  {FULL}\n")


def test_an_opinion_may_be_longer(office: Office) -> None:
    version = office.submitted()
    with pytest.raises(InputRefused, match="最多 1000 个"):
        services.return_(version, opinion="长" * 1001, by=office.head)

    services.return_(version, opinion="长" * 1000, by=office.head)
