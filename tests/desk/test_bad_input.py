"""Nothing that is typed into an address of the desk is answered by a failure."""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.factories.org import officer_with

pytestmark = pytest.mark.django_db
EVERYTHING = (
    *("org.manage_units", "org.manage_people", "org.manage_roles", "audit.read"),
    *("jobs.see_jobs", "disclosure.see_items", "disclosure.manage_columns"),
)
LISTS = {
    "/desk/items/": ("q", "unit", "column", "state", "scope", "page", "issuer"),
    "/desk/columns/": ("site", "q", "page"),
    "/desk/columns/stale/": ("site", "page"),
    "/desk/people/": ("q", "unit", "page"),
    "/desk/people/open/": ("post", "unit", "next"),
    "/desk/units/": ("q", "page"),
    "/desk/deputies/": ("who", "page"),
    "/desk/audit/": ("action", "who", "on", "since", "until", "before", "page"),
    "/desk/jobs/": ("state", "page"),
    "/desk/calendar/change/": ("day", "first", "last"),
    "/desk/items/draft/": ("unit", "column"),
    "/accounts/login/": ("next",),
}
HOSTILE = (
    *("\0", "a\0b", "' OR 1=1 --", "<script>", "-1", "0", "9" * 400, "二", "٣"),
    *(
        "2024-02-30",
        "0000-00-00",
        "10000-01-01",
        "\ud800",
        "%",
        "_",
        "\\",
        "x" * 10_000,
    ),
)


@pytest.mark.parametrize("path", LISTS)
def test_no_question_at_the_desk_is_answered_by_a_failure(
    client: Client, path: str
) -> None:
    client.force_login(officer_with(*EVERYTHING, county_wide=True))

    for name in LISTS[path]:
        for value in HOSTILE:
            asked = quote(value, errors="surrogatepass")
            assert client.get(f"{path}?{name}={asked}").status_code < 500, (name, value)


@pytest.mark.parametrize("value", ["%00", "a%00b", "%ed%a0%80", "..%2f", "9" * 300])
def test_no_address_below_the_desk_is_answered_by_a_failure(
    client: Client, value: str
) -> None:
    client.force_login(officer_with(*EVERYTHING, county_wide=True))

    for path in (
        "units",
        "people",
        "roles",
        "items",
        "versions",
        "columns",
        "calendar",
    ):
        assert client.get(f"/desk/{path}/{value}/").status_code in {403, 404}
