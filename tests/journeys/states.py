"""Run in the shell of a county: one item in every state, and where its page is."""

import io
from datetime import date

from opencounty.apps.disclosure import services
from opencounty.apps.disclosure.models import Column, Item, Version
from opencounty.apps.disclosure.services import Content, Enclosure
from opencounty.kernel.files import services as files
from opencounty.kernel.org import services as org
from opencounty.kernel.org.models import Account, Unit

cast = {account.username: org.actor_for(account) for account in Account.objects.all()}
reporter, head, publisher = (
    cast[name] for name in ("chenxiaoyan", "liuzhiqiang", "lijing")
)
water = Unit.objects.get(slug="water")
news = Column.objects.get(path="news/departments")
LONG = (
    "关于进一步加强二〇二六年冬季至二〇二七年春季农田水利设施运行维护管理工作的补充通知"
)


def draft(title: str, body: str = "请提前储水。") -> Version:
    """Write a draft of the water bureau."""
    stored = files.store(io.BytesIO(b"a,b\n1,2\n"), name="时间表.csv", by=reporter)
    content = Content(
        title=title,
        body=body,
        issuer=water,
        made_on=date(2026, 11, 3),
        files=[Enclosure(stored, "时间表")] if body else [],
    )
    return services.draft_item(
        unit=water, home_column=news, columns=[], content=content, by=reporter
    )


def approved(title: str, body: str = "请提前储水。") -> Version:
    """Bring a draft as far as approval."""
    version = services.submit(draft(title, body), by=reporter)
    return services.approve(version, opinion="同意公开。", by=head)


def released(title: str) -> Item:
    """Bring a draft before the public."""
    return services.publish(approved(title), confirmed="没有个人号码", by=publisher)


def say(name: str, item: Item, path: str = "") -> None:
    """Tell the test where to look."""
    print(name, path or f"/desk/items/{item.code}/")  # noqa: T201 - read by the test


say("empty", draft("", "").item)
one = draft(LONG)
say("draft", one.item)
say("edit", one.item, f"/desk/versions/{one.code}/edit/")
say("version", one.item, f"/desk/versions/{one.code}/")
say("submitted", services.submit(draft(LONG), by=reporter).item)
say("waiting", services.submit(draft("等代理人审核的稿子"), by=reporter).item)
back = services.submit(draft(LONG), by=reporter)
say("returned", services.return_(back, opinion="写明起止日期。", by=head).item)
listed = approved("补助名单公示", "张某某，手机13800138000，补助600元。")
say("approved", listed.item)
say("publish", listed.item, f"/desk/versions/{listed.code}/publish/")
shown = released(LONG)
say("published", shown)
services.revise(shown, by=reporter)
gone = released("撤回的通知")
services.withdraw(gone, reason="附件有误，更正后重新发布。", by=publisher)
say("withdrawn", gone)
