"""The first line of a page says who is logged in, to that person alone."""

import pytest
from pytest_django import Settings

from opencounty.kernel.org.models import Account
from tests.factories.org import AccountFactory, OfficerFactory
from tests.portal.conftest import Portal, reader

LOG_IN, LOG_OUT = "/accounts/login/", "/accounts/logout/"


@pytest.mark.parametrize("kind", [Account.Kind.CITIZEN, Account.Kind.OFFICER])
def test_who_has_logged_in_reads_their_name_and_the_way_out(
    portal: Portal, settings: Settings, kind: str
) -> None:
    settings.PORTAL_CACHE_MB = 8
    factory = OfficerFactory if kind == Account.Kind.OFFICER else AccountFactory
    client = reader()
    client.force_login(factory.create(name="黄秀英"))

    own = client.get("/openness/notices/").content.decode()
    others = reader().get("/openness/notices/").content.decode()

    assert "黄秀英" in own
    assert LOG_OUT in own
    assert LOG_IN not in own
    assert ('href="/desk/"' in own) is (kind == Account.Kind.OFFICER)
    assert "黄秀英" not in others
    assert LOG_IN in others
