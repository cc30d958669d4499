"""Pages that ask for a reason, then do the deed, once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from opencounty.apps.disclosure.pages.once import done_once, token_of
from opencounty.kernel.base.errors import Refusal
from opencounty.ui.http import OfficerRequest

F = TypeVar("F", bound=forms.BaseForm)


@dataclass(frozen=True)
class Question:
    """A page that asks before something is done."""

    heading: str
    button: str
    back: str  # where one goes without doing it, and afterwards
    said: str  # what is said when it was done
    words: str = ""
    danger: bool = False
    choices: tuple[tuple[str, str], ...] = ()  # other buttons: `decision`, label


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
    if form.is_valid():
        try:
            done_once(request, deed, lambda: _done(do, form, question.back))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, question.said)
            return redirect(question.back)
    context = {"question": question, "form": form, "token": token_of(request)}
    status = 422 if form.is_bound else 200
    return render(request, "disclosure/desk/ask.html", context, status=status)


def at_once(
    request: OfficerRequest, do: Callable[[], str], *, deed: str, said: str
) -> HttpResponse:
    """Do a deed that needs no words; a refusal is the middleware's business."""
    url = done_once(request, deed, do)
    messages.success(request, said)
    return redirect(url)


def _done(do: Callable[[F], object], form: F, back: str) -> str:
    do(form)
    return back
