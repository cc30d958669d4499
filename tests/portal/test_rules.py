"""What every page of a government site must print, and which links need a notice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.portal import rules

texts = st.text(max_size=60)


@pytest.mark.parametrize("code", ["9999010001", "bm12000001"])
def test_a_site_code_is_ten_digits_or_bm_and_eight(code: str) -> None:
    assert rules.SITE_ID_CODE.match(code)


@pytest.mark.parametrize(
    "code", ["999901000112", "99990100", "BM12000001", "", "x" * 10]
)
def test_a_mistyped_site_code_is_none(code: str) -> None:
    assert not rules.SITE_ID_CODE.match(code)


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("溪ICP备00000001号", True),
        ("溪ICP备00000001号-1", True),
        ("溪ICP备：00000001号", False),
        ("溪ICP备00000001", False),
        ("溪ICP备0000001号", False),
    ],
)
def test_an_icp_record_has_eight_digits_and_ends_in_hao(
    number: str, good: bool
) -> None:
    assert bool(rules.ICP_NO.match(number)) is good


def test_the_police_record_takes_its_province_from_the_icp_record() -> None:
    text = rules.police_text("99990102000001", "溪ICP备00000001号")

    assert text == "溪公网安备99990102000001号"


def test_the_police_link_carries_the_same_number() -> None:
    assert rules.police_link("99990102000001").endswith("recordcode=99990102000001")


def test_the_error_report_carries_code_and_encoded_address() -> None:
    link = rules.error_report_link("9999010001", "http://www.linxi.example/a/?b=1")

    assert "site_code=9999010001" in link
    assert "url=http%3A%2F%2Fwww.linxi.example%2Fa%2F%3Fb%3D1" in link


@pytest.mark.parametrize(
    "url",
    [
        "http://www.gov.cn/zhengce/",
        "https://beian.miit.gov.cn/",
        "https://bszs.conac.cn/sitename?id=1",
        "https://某县.政务/",
        "https://xn--abc.xn--zfr164b/",
        "/openness/",
        "mailto:a@b.example",
        "https://www.linxi.example/x",
        "https://shop.trusted.example/x",
    ],
)
def test_government_own_and_trusted_hosts_need_no_notice(url: str) -> None:
    own, trusted = {"www.linxi.example"}, {"trusted.example"}

    assert not rules.needs_notice(url, own=own, trusted=trusted)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.com/",
        "HTTPS://EXAMPLE.com",
        "//cdn.example.com/x",
        "https://fakegov.cn/",
        "https://www.gov.cn.example.com/",
        "https://untrusted.example.org\\@www.gov.cn/",
        " http://example.com",
    ],
)
def test_other_hosts_need_a_notice(url: str) -> None:
    assert rules.needs_notice(url, own=set(), trusted=set())


@given(st.text(max_size=200))
def test_no_address_whatever_makes_the_rule_fail(url: str) -> None:
    rules.needs_notice(url, own={"a"}, trusted={"b"})


@given(name=texts, description=texts, keywords=texts)
def test_column_tags_never_repeat_the_bare_name(
    name: str, description: str, keywords: str
) -> None:
    words = rules.column_words(
        name=name,
        kind="通知公告",
        description=description,
        keywords=keywords,
        site_name="临溪县人民政府",
    )

    assert words.description != name
    assert words.keywords != name


@given(st.lists(st.tuples(st.sampled_from(["Keywords", "Author"]), texts), max_size=5))
def test_no_tag_is_empty_or_a_placeholder(extra: list[rules.Tag]) -> None:
    tags = rules.article_tags(title="x", published="", source="null", extra=extra)

    assert all(v.strip() and v.lower() not in rules.PLACEHOLDERS for _, v in tags)
    assert not any(n in {"PubDate", "ContentSource"} for n, _ in tags)


def test_unset_facts_leave_no_site_tag() -> None:
    assert rules.site_tags(name="", domain="", id_code="") == []


def test_keywords_are_one_line_each_word_once() -> None:
    assert rules.words("供水;饮水，供水 水质") == "供水,饮水,水质"
