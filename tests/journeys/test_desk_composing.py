"""The editing room: a block of the home page is changed, published, and seen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import AtDesk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

HEADLINE = "冬季供水检修开始，请提前储水"


def test_an_editor_changes_the_headline_of_the_home_page(
    at_desk: AtDesk, office: str
) -> None:
    editor, visitor = at_desk("lijing", width=1440), at_desk()
    editor.goto(f"{office}/compose/pages/")
    editor.locator("a[href*='/edit/']").first.click()
    editor.fill("[name=bands-0-value-headline]", HEADLINE)
    editor.click("footer button:has-text('更多动作')")
    editor.click("[name=action-publish]")
    expect(editor.locator(".messages")).to_contain_text("首页")

    visitor.goto(f"{office}/")

    expect(visitor.locator("main")).to_contain_text(HEADLINE)


def test_who_does_not_compose_is_told_so(at_desk: AtDesk, office: str) -> None:
    page = at_desk("chenxiaoyan")

    answer = page.goto(f"{office}/compose/")

    assert answer is not None
    assert answer.status == 403
    expect(page.locator("main")).to_contain_text("编排网页")
