"""Names keep their Chinese and lose what could do harm."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.files.names import disposition, extension, safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("临政发〔2026〕18号.pdf", "临政发〔2026〕18号.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\王\\报告.docx", "报告.docx"),
        ("/a/𠮷野家\u202e\u200b.xlsx", "𠮷野家.xlsx"),
        ("a\x00b\nc.txt", "ab c.txt"),
        ('他说"好"?.txt', "他说_好__.txt"),
        ("con.txt", "_con.txt"),
        ("  ...隐藏.pdf . ", "隐藏.pdf"),
        (".pdf", "未命名.pdf"),
        ("", "未命名"),
        ("\ud800.pdf", "_.pdf"),
        ("关于做好工作的通知.第2稿定稿", "关于做好工作的通知.第2稿定稿"),
    ],
)
def test_a_name_is_made_safe(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_can_be_kept_and_sent(given_name: str) -> None:
    name = safe_name(given_name)
    header = disposition(name, inline=False)

    assert name
    assert len(name.encode()) <= 255
    assert safe_name(name) == name
    assert not re.search(r'[/\\\x00-\x1f"]', name)
    assert header.isascii()
    assert "\n" not in header


def test_the_header_says_the_whole_name_and_a_plain_one() -> None:
    header = disposition("水质 𠮷.pdf", inline=False)

    assert header.startswith("attachment; filename=\"file.pdf\"; filename*=UTF-8''")
    assert unquote(header.rpartition("''")[2]) == "水质 𠮷.pdf"
    assert disposition("a b.png", inline=True) == 'inline; filename="a b.png"'


def test_the_extension_is_what_follows_the_last_dot() -> None:
    assert [extension(n) for n in ("a.TAR.GZ", "a", "通知.PDF")] == ["gz", "", "pdf"]
