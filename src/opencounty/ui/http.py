"""Gates: every view says, above its name, who may come in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from opencounty.kernel.base.errors import Refusal
from opencounty.kernel.org.actor import Actor

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)

# The cookie that turns on large type; `ui/page.html` reads it on every page
LARGE_TYPE_COOKIE = "large_type"


class PublicRequest(HttpRequest):
    """A request to a page that everybody may see."""

    actor: Actor


class OfficerRequest(HttpRequest):
    """A request by a member of staff who has logged in."""

    actor: Actor


class OfficersOnly(Refusal):
    """This page is for the county's staff."""

    code = "ui.officers_only"
    message = "这个页面供本县工作人员使用。您登录的账号不是工作人员账号。"
    status = 403


def public(
    view: Callable[Concatenate[PublicRequest, P], R],
) -> Callable[Concatenate[HttpRequest, P], R]:
    """Let everybody in."""

    @wraps(view)
    def gate(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return view(cast("PublicRequest", request), *args, **kwargs)

    return _named(gate, "public")


def officers_only(
    view: Callable[Concatenate[OfficerRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let staff in; send others to log in, and tell citizens it is not for them."""

    @wraps(view)
    def gate(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        officer = cast("OfficerRequest", request)
        if not officer.actor.is_officer:
            if request.user.is_authenticated:
                raise OfficersOnly
            return redirect_to_login(request.get_full_path())
        response = view(officer, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return _named(gate, "officers")


def require_permission(
    name: str,
) -> Callable[
    [Callable[Concatenate[OfficerRequest, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponse],
]:
    """Let in staff who hold permission `name` somewhere; refuse others by name."""

    def decorate(
        view: Callable[Concatenate[OfficerRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def permitted(
            request: OfficerRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            request.actor.require(name)
            return view(request, *args, **kwargs)

        return officers_only(permitted)

    return decorate


def gate_of(view: Callable[..., Any]) -> str:
    """Return the name of the gate a view stands behind, or nothing."""
    return str(getattr(view, "gate", ""))


def _named(gate: Callable[P, R], name: str) -> Callable[P, R]:
    """Write the gate's name on the view, where tests and shells can read it."""
    gate.gate = name  # type: ignore[attr-defined]
    return gate
