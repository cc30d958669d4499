"""The composing tool has no door of its own, and ends with one's post."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from opencounty.kernel.org import services
from opencounty.kernel.org.actor import system
from opencounty.kernel.org.models import Account
from opencounty.portal.services import let_compose
from tests.factories.org import PASSWORD, officer_with

# Wagtail's own templates count on undefined variables
pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
COMPOSE, DOOR = "/compose/", "/compose/login/"
ADMIN = system("测试")


@pytest.fixture
def composer() -> Account:
    return let_compose(officer_with("portal.lay_out"), by=ADMIN)


def test_strangers_are_sent_to_the_one_door(client: Client) -> None:
    assert client.get(DOOR).headers["Location"] == COMPOSE
    asked = client.get(COMPOSE).headers["Location"]
    assert asked == "/accounts/login/?next=/compose/"


def test_wagtails_own_log_in_lets_nobody_in(client: Client, composer: Account) -> None:
    TOTP.activate(composer, generate_totp_secret())

    client.post(DOOR, {"username": composer.username, "password": PASSWORD})

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path",
    ["password_reset/", "users/", "users/new/", "groups/", "groups/new/", "failwhale/"],
)
def test_passwords_and_people_are_not_the_composing_tools(
    client: Client, path: str
) -> None:
    client.force_login(Account.objects.create_superuser("root", PASSWORD, name="根"))

    assert client.get(COMPOSE + path).status_code == 404


def test_a_composer_changes_no_password_or_address_past_the_desk(
    client: Client, composer: Account
) -> None:
    client.force_login(composer)

    page = client.get(f"{COMPOSE}account/").content.decode()

    assert "new_password1" not in page
    assert 'type="email"' not in page


def test_composing_ends_with_the_post(client: Client, composer: Account) -> None:
    client.force_login(composer)
    assert client.get(COMPOSE).status_code == 200

    appointment = composer.appointments.get()
    services.cancel_appointment(appointment, reason="调离", by=ADMIN)

    refused = client.get(COMPOSE)
    assert refused.status_code == 403
    assert "编排网页" in refused.content.decode()
    assert client.post(f"{COMPOSE}redirects/add/").status_code == 403


def test_staff_who_do_not_compose_are_told_so(client: Client) -> None:
    client.force_login(officer_with("disclosure.draft_item"))

    assert client.get(COMPOSE).status_code == 403
