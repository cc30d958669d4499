"""From a draft to the portal and off it again, by those whose work each step is."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from opencounty.demo.people import PASSWORD
from tests.journeys.conftest import AtDesk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

TABLE = {
    "name": "检修时间表.csv",
    "mimeType": "text/csv",
    "buffer": "乡镇,时间\n清河镇,11月28日\n石桥镇,11月30日\n".encode(),
}
RULES = "关于印发《冬季供水设施检修规程》的通知"
RULING = "行政规范性文件"
NEWS = "部门动态"
FORGE = """
([address, decision]) => fetch(address, {
  method: 'POST',
  body: new URLSearchParams({
    csrfmiddlewaretoken: document.querySelector('[name=csrfmiddlewaretoken]').value,
    decision,
  }),
}).then((answer) => answer.status)
"""
RING = """
[getComputedStyle(document.activeElement).outlineStyle,
 document.activeElement.outerHTML.slice(0, 120)]
"""


def write(page: Page, title: str, *, column: str = NEWS) -> None:
    """Fill in what every draft needs."""
    page.click("#menu >> text=起草信息")
    page.fill("[name=title]", title)
    page.fill("[name=body]", "为保障冬季供水，请提前储水。\n检修期间水压偏低。")
    choose(page, column)


def choose(page: Page, column: str) -> None:
    option = page.locator("[name=home_column] option", has_text=column).first
    page.select_option("[name=home_column]", option.get_attribute("value"))


def open_from_first_page(page: Page, office: str, title: str) -> None:
    page.goto(f"{office}/desk/")
    page.click(f"#main a >> text={title}")


def test_a_document_goes_its_whole_way_and_back(
    at_desk: AtDesk, office: str, worker: Callable[[], None]
) -> None:
    reporter, head = at_desk("chenxiaoyan"), at_desk("liuzhiqiang")
    publisher, visitor = at_desk("lijing"), at_desk()

    a_draft_with_mistakes_keeps_what_was_typed_and_sent(reporter)
    a_draft_says_what_it_lacks_and_is_submitted(reporter)
    the_head_sends_it_back_with_words(head, office)
    the_reporter_mends_it_with_the_words_before_her(reporter, office)
    open_from_first_page(head, office, RULES)
    head.click("text=审核通过")
    expect(head.locator(".turn")).to_contain_text("等李静")
    worker()  # reads the attachment
    the_publisher_releases_it(publisher, office)
    worker()  # brings it into the index
    a_visitor_finds_it_and_opens_what_is_enclosed(visitor, office)
    withdrawn_it_is_gone_and_says_why(publisher, visitor)


def a_draft_with_mistakes_keeps_what_was_typed_and_sent(page: Page) -> None:
    page.click("#menu >> text=起草信息")
    page.fill("[name=title]", RULES)
    page.set_input_files("[name=enclosed]", [TABLE])
    page.click("text=保存草稿")

    expect(page.locator("#mistakes")).to_contain_text("请选择主栏目")
    assert page.evaluate("document.activeElement.id") == "mistakes"
    page.click("#mistakes a")
    assert page.evaluate("document.activeElement.id") == "id_home_column"
    assert page.input_value("[name=title]") == RULES
    assert page.is_checked("[name=keep]")


def a_draft_says_what_it_lacks_and_is_submitted(page: Page) -> None:
    choose(page, RULING)
    page.click("text=保存草稿")
    expect(page.locator(".note.soon")).to_contain_text("政策文件缺成文日期")
    assert not page.is_visible("button >> text=送审")

    page.click("#main >> text=修改草稿")
    page.fill("[name=made_on]", "2026-11-03")
    page.fill("[name=body]", "各乡镇：\n请按规程检修。")
    page.click("text=保存并送审")
    expect(page.locator(".turn")).to_contain_text("等刘志强")
    assert not page.is_visible("text=审核通过")


def the_head_sends_it_back_with_words(page: Page, office: str) -> None:
    open_from_first_page(page, office, RULES)
    page.click("text=退回给起草人")
    expect(page.locator("#mistakes")).to_contain_text("退回要写明改什么")
    page.fill("[name=opinion]", "写明检修的起止日期")
    page.click("text=退回给起草人")
    expect(page.locator(".messages")).to_contain_text("已退回起草人")


def the_reporter_mends_it_with_the_words_before_her(page: Page, office: str) -> None:
    open_from_first_page(page, office, RULES)
    expect(page.locator(".note.soon")).to_contain_text("写明检修的起止日期")
    page.click("text=修改后重报")
    expect(page.locator(".note.soon")).to_contain_text("写明检修的起止日期")
    assert page.input_value("[name=body]") == "各乡镇：\n请按规程检修。"
    page.fill("[name=body]", "各乡镇：\n11月28日至12月5日按规程检修。")
    page.click("text=保存并送审")


def the_publisher_releases_it(page: Page, office: str) -> None:
    open_from_first_page(page, office, RULES)
    page.click("#main .acts >> text=发布")
    expect(page.locator(".facts-of")).to_contain_text(RULING)
    assert not page.is_visible("text=可以公开的理由")
    page.click("text=发布到门户")
    expect(page.locator(".turn")).to_contain_text("公众正在看这一版")


def a_visitor_finds_it_and_opens_what_is_enclosed(page: Page, office: str) -> None:
    page.goto(f"{office}/")
    page.fill("#q-top", "冬季供水设施检修规程")
    page.press("#q-top", "Enter")
    page.click(f".hits >> text={RULES}")
    expect(page.locator("h1")).to_have_text(RULES)
    with page.expect_download() as started:
        page.locator(".files a").first.click()
    assert started.value.suggested_filename.endswith(".csv")


def withdrawn_it_is_gone_and_says_why(publisher: Page, visitor: Page) -> None:
    publisher.click("#main .flow >> text=撤回")
    publisher.click("button >> text=撤回信息")
    expect(publisher.locator("#mistakes")).to_contain_text("请填写理由")
    publisher.fill("[name=reason]", "附件有误，更正后重新发布")
    publisher.click("button >> text=撤回信息")
    expect(publisher.locator(".note.late")).to_contain_text("附件有误")

    answer = visitor.reload()
    assert answer is not None
    assert answer.status == 410
    expect(visitor.locator("main")).to_contain_text("附件有误")


def test_nobody_approves_what_they_wrote(at_desk: AtDesk, office: str) -> None:
    head = at_desk("liuzhiqiang")
    write(head, "副局长自己写的稿子")
    head.click("text=保存并送审")

    expect(head.locator(".turn")).to_contain_text("起草和修改过的人不能审核自己的稿子")
    assert not head.is_visible("text=审核通过")
    versions = head.locator("#main a[href^='/desk/versions/']").first
    address = f"{office}{versions.get_attribute('href')}decide/"
    assert head.evaluate(FORGE, [address, "approve"]) == 422
    head.reload()
    expect(head.locator(".title .tag").first).to_have_text("待审核")


def test_a_clerk_submits_a_draft_by_keyboard_alone(
    at_desk: AtDesk, office: str
) -> None:
    page = at_desk("zhouhai")
    page.goto(f"{office}/desk/items/draft/")

    go_to(page, "title")
    page.keyboard.type("清河镇冬季清淤安排")
    go_to(page, "body")
    page.keyboard.type("各村按安排清淤。")
    go_to(page, "home_column")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    go_to(page, "then")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/desk/items/[0-9a-f-]{36}/"))
    expect(page.locator(".title .tag").first).to_have_text("待审核")


def go_to(page: Page, name: str) -> None:
    """Go on by Tab to a named field; what has the focus can be seen everywhere."""
    for _ in range(80):
        page.keyboard.press("Tab")
        outline, what = page.evaluate(RING)
        assert outline != "none", what
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


def test_without_script_a_document_is_published(at_desk: AtDesk, office: str) -> None:
    title = "没有脚本也能办的通知"
    reporter = at_desk("chenxiaoyan", script=False)
    write(reporter, title)
    reporter.click("text=还要显示在别的栏目")
    reporter.click("label >> text=通知公告 >> nth=0")
    reporter.click("text=保存草稿")
    reporter.click("#main button >> text=送审")

    head = at_desk("liuzhiqiang", script=False)
    open_from_first_page(head, office, title)
    head.click("text=审核通过")
    publisher = at_desk("lijing", script=False)
    open_from_first_page(publisher, office, title)
    publisher.click("#main .acts >> text=发布")
    publisher.click("text=发布到门户")
    publisher.click("text=在门户查看")

    expect(publisher.locator("h1")).to_have_text(title)


def test_personal_numbers_are_shown_before_release_and_need_a_reason(
    at_desk: AtDesk, office: str
) -> None:
    title = "供水服务电话公告"
    reporter, head = at_desk("chenxiaoyan"), at_desk("liuzhiqiang")
    write(reporter, title)
    reporter.fill("[name=body]", "值班手机13800138000，停水请拨打。")
    reporter.click("text=保存并送审")
    open_from_first_page(head, office, title)
    expect(head.locator(".note.late")).to_contain_text("138****8000")
    head.click("text=审核通过")
    publisher = at_desk("lijing")
    open_from_first_page(publisher, office, title)
    publisher.click("#main .acts >> text=发布")

    publisher.click("text=发布到门户")
    expect(publisher.locator("#mistakes")).to_contain_text("请填写可以公开的理由")
    publisher.fill("[name=confirmed]", "公务值班电话")
    publisher.click("text=发布到门户")

    expect(publisher.locator(".turn")).to_contain_text("公众正在看这一版")


def test_a_session_that_ended_loses_nothing_of_what_was_typed(
    at_desk: AtDesk, office: str
) -> None:
    page = at_desk("zhouhai")
    write(page, "会话过期前写的通知")
    page.context.clear_cookies(name="sessionid")
    page.click("text=保存草稿")
    page.wait_for_url("**/accounts/login/**")
    page.fill("input[name=login]", "zhouhai")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")

    page.click("text=恢复这些内容")
    assert page.input_value("[name=title]") == "会话过期前写的通知"
    assert "提前储水" in page.input_value("[name=body]")
    page.click("text=保存草稿")
    expect(page.locator("h1")).to_have_text("会话过期前写的通知")
    page.goto(f"{office}/desk/items/draft/")
    assert not page.is_visible("text=恢复这些内容")
