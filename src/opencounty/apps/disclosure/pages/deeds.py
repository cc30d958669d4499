"""Which deeds are possible on an item now: a button is shown only then."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from opencounty.apps.disclosure import permissions as may
from opencounty.apps.disclosure.models import Item, Version
from opencounty.apps.disclosure.rules import State
from opencounty.kernel.org.actor import Actor


@dataclass(frozen=True)
class Deed:
    """A button: done at once by a POST, or a page that asks first."""

    label: str
    url: str
    at_once: bool = False
    main: bool = False
    danger: bool = False


@dataclass(frozen=True)
class Standing:
    """What decides which deeds are possible."""

    actor: Actor
    item: Item
    working: Version | None
    complete: bool
    is_writer: bool
    may_approve: bool

    def may(self, permission: str) -> bool:
        """Say whether the actor holds a permission where the item belongs."""
        return self.actor.may(permission, self.item.unit_id)


def version_deeds(now: Standing) -> Iterator[Deed]:
    """Yield what may be done with the version in progress."""
    version = now.working
    if version is None:
        return
    if now.may(may.DRAFT):
        yield from _writers_deeds(now, version)
    if now.may_approve:
        yield Deed("去审核", "#decide")
    if version.state == State.APPROVED:
        if now.may(may.APPROVE):
            yield Deed("退回", _url("return-version", version))
        if now.may(may.PUBLISH) and version.openness == Item.Openness.ACTIVE:
            yield Deed("发布", _url("publish-version", version), main=True)


def _writers_deeds(now: Standing, version: Version) -> Iterator[Deed]:
    state = version.state
    if state == State.DRAFT:
        yield Deed("修改草稿", _url("edit-version", version), main=not now.complete)
        if now.complete:
            yield Deed("送审", _url("submit-version", version), at_once=True, main=True)
    if state == State.RETURNED:
        url = _item_url("revise-item", now.item)
        yield Deed("修改后重报", url, at_once=True, main=True)
    if state in {State.DRAFT, State.RETURNED}:
        yield Deed("作废", _url("discard-version", version), danger=True)
    if state == State.SUBMITTED and now.is_writer:
        yield Deed("收回修改", _url("recall-version", version), at_once=True)


def item_deeds(now: Standing) -> Iterator[Deed]:
    """Yield what may be done with the item itself."""
    item, released = now.item, now.item.released_at is not None
    if now.working is None and now.may(may.DRAFT):
        yield Deed("起草新版", _item_url("revise-item", item), at_once=True)
    if now.may(may.PUBLISH if released else may.DRAFT):
        yield Deed("调整栏目", _item_url("place-item", item))
        yield Deed("关联文件", _item_url("link-item", item))
    if released and now.may(may.SET_VALIDITY):
        yield Deed("标注有效性", _item_url("set-validity", item))
    if now.may(may.WITHDRAW):
        if item.is_live:
            yield Deed("撤回", _item_url("withdraw-item", item), danger=True)
        elif item.withdrawn_at is not None:
            yield Deed("恢复发布", _item_url("restore-item", item))


def _url(name: str, version: Version) -> str:
    return reverse(f"disclosure:{name}", args=[version.code])


def _item_url(name: str, item: Item) -> str:
    return reverse(f"disclosure:{name}", args=[item.code])
