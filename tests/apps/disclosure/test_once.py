"""A form sent twice is done once."""

from uuid import uuid4

import pytest
from django.utils import timezone

from opencounty.apps.disclosure import errors
from opencounty.apps.disclosure.models import OnceToken
from opencounty.apps.disclosure.services.once import KEPT_FOR, forget_tokens, once
from tests.factories.org import actor_with

pytestmark = pytest.mark.django_db


def test_the_second_time_only_leads_where_the_first_did() -> None:
    by, token, done = actor_with(), uuid4(), []

    def deed() -> str:
        done.append(1)
        return "/desk/items/"

    assert once(token, deed="draft", do=deed, by=by) == "/desk/items/"
    assert once(token, deed="draft", do=deed, by=by) == "/desk/items/"
    assert done == [1]


def test_a_refused_deed_may_be_tried_again() -> None:
    by, token = actor_with(), uuid4()

    def refused() -> str:
        raise errors.ReasonMissing

    with pytest.raises(errors.ReasonMissing):
        once(token, deed="withdraw", do=refused, by=by)
    assert once(token, deed="withdraw", do=lambda: "/", by=by) == "/"


def test_a_token_is_its_holders_and_for_one_deed() -> None:
    by, token = actor_with(), uuid4()
    once(token, deed="draft", do=lambda: "/", by=by)

    for deed, other in (("draft", actor_with()), ("publish", by)):
        with pytest.raises(errors.TokenBelongsToAnother):
            once(token, deed=deed, do=lambda: "/", by=other)


def test_old_tokens_are_forgotten() -> None:
    once(uuid4(), deed="draft", do=lambda: "/", by=actor_with())
    old = once(uuid4(), deed="draft", do=lambda: "/", by=actor_with())
    OnceToken.objects.filter(pk=OnceToken.objects.latest("pk").pk).update(
        at=timezone.now() - KEPT_FOR * 2
    )

    assert old == "/"
    assert forget_tokens() == 1
    assert OnceToken.objects.count() == 1
