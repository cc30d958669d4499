"""Pages that ask for a reason, then do the deed, once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from opencounty.apps.disclosure.models import Item
from opencounty.apps.disclosure.pages.once import done_once, token_of
from opencounty.kernel.base.errors import Refusal
from opencounty.ui.http import OfficerRequest
from opencounty.ui.parts import Crumb, Fact

F = TypeVar("F", bound=forms.BaseForm)
NO_TITLE = "（还没有标题）"


@dataclass(frozen=True)
class Question:
    """A page that asks before something is done."""

    heading: str
    button: str
    back: str  # where one goes without doing it, and afterwards
    said: str  # what is said when it was done
    about: str = ""  # to what it is done
    words: str = ""
    place: tuple[Crumb, ...] = ()
    facts: Sequence[Fact] = ()
    warnings: Sequence[str] = ()
    danger: bool = False


def ask(
    request: OfficerRequest,
    question: Question,
    form: F,
    do: Callable[[F], object],
    *,
    deed: str,
) -> HttpResponse:
    """Show the form; when it was sent and is sound, do the deed and go back.

    A refusal stands on the form, and what was typed stays.
    """
    if carried_out(request, form, do, deed=deed, back=question.back):
        messages.success(request, question.said)
        return redirect(question.back)
    context = {"question": question, "form": form, "token": token_of(request)}
    status = 422 if form.is_bound else 200
    return render(request, "disclosure/desk/ask.html", context, status=status)


def carried_out(
    request: OfficerRequest,
    form: F,
    do: Callable[[F], object],
    *,
    deed: str,
    back: str,
) -> bool:
    """Do the deed of a sound form, once; a refusal becomes the form's error."""
    if not form.is_valid():
        return False
    try:
        done_once(request, deed, lambda: _done(do, form, back))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def at_once(
    request: OfficerRequest, do: Callable[[], str], *, deed: str, said: str
) -> HttpResponse:
    """Do a deed that needs no words; a refusal is the middleware's business."""
    url = done_once(request, deed, do)
    messages.success(request, said)
    return redirect(url)


def page_of(item: Item) -> str:
    """Return the address of an item's page at the desk."""
    return reverse("disclosure:item", args=[item.code])


def way_to(item: Item) -> tuple[Crumb, ...]:
    """Return the way down to an item."""
    pool = Crumb("信息库", reverse("disclosure:items"))
    return pool, Crumb(item.title or NO_TITLE, page_of(item))


def _done(do: Callable[[F], object], form: F, back: str) -> str:
    do(form)
    return back
