"""Every view stands behind a gate; gates let in whom they should."""

import json
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org.actor import VISITOR, Actor, ActorKind, Held
from opencounty.ui.http import (
    OfficerRequest,
    OfficersOnly,
    PublicRequest,
    gate_of,
    officers_only,
    public,
    require_permission,
)
from opencounty.ui.middleware import Refusals, back_of, shell_of

PERMISSION = "disclosure.see_items"
OFFICER = Actor(ActorKind.OFFICER, "李静")
HEAD = Actor(ActorKind.OFFICER, "李静", held={PERMISSION: (Held(None),)})
CITIZEN = Actor(ActorKind.CITIZEN, "黄秀英")


class LoggedIn:
    is_authenticated = True


@public
def open_page(request: PublicRequest) -> HttpResponse:
    return HttpResponse(request.actor.name)


@officers_only
def desk_page(request: OfficerRequest, number: int = 0) -> HttpResponse:
    """Show a page of the desk."""
    return HttpResponse(f"{request.actor.name}{number}")


@require_permission(PERMISSION)
def items_page(request: OfficerRequest) -> HttpResponse:
    return HttpResponse("items")


def ask(actor: Actor, path: str = "/desk/x/?page=2") -> HttpRequest:
    request = RequestFactory().get(path)
    request.actor = actor  # type: ignore[attr-defined]
    request.user = AnonymousUser() if actor is VISITOR else LoggedIn()  # type: ignore[assignment]
    return request


def test_everybody_may_see_a_public_page() -> None:
    assert open_page(ask(VISITOR)).content.decode() == "访客"


def test_an_officer_may_come_to_the_desk() -> None:
    assert desk_page(ask(OFFICER), number=7).content.decode() == "李静7"


def test_a_visitor_is_sent_to_log_in_and_back() -> None:
    response = desk_page(ask(VISITOR))

    assert response.status_code == 302
    assert response["Location"].endswith("?next=/desk/x/%3Fpage%3D2")


def test_a_citizen_is_told_that_the_desk_is_for_staff() -> None:
    with pytest.raises(OfficersOnly):
        desk_page(ask(CITIZEN))


def test_an_officer_without_the_permission_is_refused() -> None:
    with pytest.raises(NotPermitted):
        items_page(ask(OFFICER))


def test_an_officer_with_the_permission_comes_in() -> None:
    assert items_page(ask(HEAD)).content == b"items"


def test_pages_of_the_desk_are_not_kept_by_the_browser() -> None:
    assert "no-store" in desk_page(ask(OFFICER))["Cache-Control"]


def test_a_view_says_which_gate_it_stands_behind() -> None:
    assert gate_of(open_page) == "public"
    assert gate_of(desk_page) == gate_of(items_page) == "officers"
    assert gate_of(print) == ""


def test_a_gate_keeps_the_views_name_and_words() -> None:
    assert desk_page.__name__ == "desk_page"
    assert desk_page.__doc__ == "Show a page of the desk."


@pytest.mark.django_db
def test_a_refusal_is_answered_with_a_page_that_says_what_and_why(
    rf: RequestFactory,
) -> None:
    class NotYet(OfficersOnly):
        basis = "政府信息公开条例第二十六条"
        status = 409

    request = ask(VISITOR)
    request.resolver_match = None
    response = Refusals(lambda _: HttpResponse()).process_exception(request, NotYet())

    assert response is not None
    assert response.status_code == 409
    text = response.content.decode()
    assert "这个页面供本县工作人员使用" in text
    assert "政府信息公开条例第二十六条" in text


def test_a_program_gets_a_refusal_as_json() -> None:
    request = ask(VISITOR)
    request.META["HTTP_ACCEPT"] = "application/json"
    response = Refusals(lambda _: HttpResponse()).process_exception(
        request, NotPermitted(deed="发布信息")
    )

    assert response is not None
    assert response.status_code == 403
    answer = json.loads(response.content)
    assert answer["code"] == "base.not_permitted"
    assert answer["facts"] == {"deed": "发布信息"}


def test_what_is_our_bug_is_not_hidden() -> None:
    middleware = Refusals(lambda _: HttpResponse())

    assert middleware.process_exception(ask(VISITOR), ValueError()) is None


def test_a_refusal_comes_in_the_shell_of_the_page_asked_for() -> None:
    class Match:
        func = staticmethod(desk_page)

    request = ask(OFFICER)
    request.resolver_match = None
    assert shell_of(request) == "ui/plain_page.html"
    request.resolver_match = Match()  # type: ignore[assignment]
    assert shell_of(request) == "ui/desk_page.html"


def views_of(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views_of(pattern.url_patterns)
        else:
            yield pattern


# allauth's own page with a hand of ours: nobody is logged in there yet
BEFORE_LOG_IN = {"opencounty.kernel.org.views"}


def test_every_view_of_ours_stands_behind_a_gate() -> None:
    open_doors = [
        f"{pattern.callback.__module__}.{pattern.callback.__name__}"
        for pattern in views_of(get_resolver().url_patterns)
        if pattern.callback.__module__.startswith("opencounty.")
        and pattern.callback.__module__ not in BEFORE_LOG_IN
        and not gate_of(pattern.callback)
    ]
    assert not open_doors


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/desk/items/1/", "/desk/items/1/"),
        ("http://testserver/desk/items/?q=a&page=2", "/desk/items/?q=a&page=2"),
        ("http://testserver/desk/deed/", ""),
        ("http://elsewhere.example/desk/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_refusal_leads_back_to_where_one_was_and_nowhere_else(
    rf: RequestFactory, came_from: str, back: str
) -> None:
    assert back_of(rf.post("/desk/deed/", headers={"Referer": came_from})) == back
