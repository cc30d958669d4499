"""What a careless hand leaves open in production is named."""

import pytest
from pytest_django import Settings

from opencounty.config import checks
from opencounty.demo.people import PASSWORD
from tests.factories.org import OfficerFactory

DEFAULT = ["default"]


@pytest.fixture
def in_production(settings: Settings) -> Settings:
    settings.PRODUCTION = True
    return settings


def test_behind_a_proxy_that_is_not_known_all_have_one_address(
    in_production: Settings,
) -> None:
    assert checks.the_address_of_people_is_known(None)[0].id == "config.W001"
    in_production.TRUSTED_PROXIES = 1
    assert not checks.the_address_of_people_is_known(None)


@pytest.mark.parametrize("host", ["*", ".example.gov.cn"])
def test_any_host_is_no_host(in_production: Settings, host: str) -> None:
    in_production.ALLOWED_HOSTS = ["www.example.gov.cn"]
    assert not checks.hosts_are_named(None)
    in_production.ALLOWED_HOSTS = [host]
    assert checks.hosts_are_named(None)[0].id == "config.E001"


@pytest.mark.django_db
def test_the_cast_of_the_demonstration_does_not_get_into_production(
    in_production: Settings,
) -> None:
    check = checks.nobody_of_the_demonstration_gets_in
    assert not check(None, DEFAULT)
    lijing = OfficerFactory.create(username="lijing", password=PASSWORD)

    assert "lijing" in check(None, DEFAULT)[0].msg

    lijing.is_active = False
    lijing.save()
    assert not check(None, DEFAULT)
    OfficerFactory.create(username="wugang")  # a namesake with a password of his own
    assert not check(None, DEFAULT)


@pytest.mark.django_db
def test_a_demonstration_may_be_what_it_is() -> None:
    OfficerFactory.create(username="lijing", password=PASSWORD)

    assert not checks.nobody_of_the_demonstration_gets_in(None, DEFAULT)
