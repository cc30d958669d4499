"""Content of a version: its digest, its tidy forms, and what it still lacks."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from opencounty.kernel.base.text import one_line

SUMMARY_LIMIT = 200
KEYWORDS_LIMIT = 300
_YEAR_IN_BRACKETS = re.compile(
    r"\s*[\[［〔﹝【〖「(（{｛<＜〈《]\s*(\d{4})\s*年?\s*"
    r"[\]］〕﹞】〗」)）}｝>＞〉》]\s*"
)
_BEFORE_NUMBER = re.compile(r"(?<=〕)第?\s*(\d+)\s*号$")
_BETWEEN = re.compile(r"[;；,，、\s]+")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def canonical(content: Mapping[str, Any]) -> bytes:
    """Return one and the same bytes for equal content: sorted JSON in UTF-8."""
    return json.dumps(
        content,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_written,
    ).encode()


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of content, attachments' own digests included."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _written(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in content")


def tidy_doc_number(given: str) -> str:
    """Return a document number as it is printed: 临政发〔2026〕18号.

    The year stands in hexagonal brackets, without blanks and without 第
    (GB/T 9704); what has no year in brackets is only tidied.
    """
    tidy = one_line(given).translate(_WIDE_DIGITS)
    found = list(_YEAR_IN_BRACKETS.finditer(tidy))
    if len(found) != 1 or found[0].start() == 0:  # courts begin with theirs: （2026）
        return tidy
    start, end = found[0].span()
    tidy = f"{tidy[:start]}〔{found[0][1]}〕{tidy[end:]}"
    return _BEFORE_NUMBER.sub(r"\1号", tidy)


def tidy_keywords(given: str) -> str:
    """Return keywords divided by semicolons, each once, in the order given."""
    words = dict.fromkeys(word for word in _BETWEEN.split(one_line(given)) if word)
    kept: list[str] = []
    for word in words:
        if len(";".join([*kept, word])) > KEYWORDS_LIMIT:
            break
        kept.append(word)
    return ";".join(kept)


@dataclass(frozen=True)
class Blanks:
    """What the completeness rule needs to know of a version."""

    has_title: bool
    has_body: bool
    has_issuer: bool
    summary_length: int
    is_policy: bool
    has_made_on: bool
    open_to_public: bool
    has_openness_reason: bool
    made_after_today: bool = False
    ends_before_start: bool = False


def missing(blanks: Blanks) -> list[str]:
    """Return in words what stands between a draft and its submission."""
    faults = (
        (not blanks.has_title, "缺标题"),
        (not blanks.has_body, "缺正文或附件"),
        (not blanks.has_issuer, "缺发布机构"),
        (blanks.is_policy and not blanks.has_made_on, "政策文件缺成文日期"),
        (blanks.made_after_today, "成文日期晚于今天"),
        (blanks.ends_before_start, "有效期止于施行日期之前"),
        (
            blanks.summary_length > SUMMARY_LIMIT,
            f"内容概述有 {blanks.summary_length} 个字，最多 {SUMMARY_LIMIT} 个",
        ),
        (
            not blanks.open_to_public and not blanks.has_openness_reason,
            "不主动公开的，缺理由",
        ),
    )
    return [words for wrong, words in faults if wrong]
