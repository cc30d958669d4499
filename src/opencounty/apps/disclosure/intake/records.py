"""From a record as it stands in the file to an item ready for the pool."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, cast

from opencounty.apps.disclosure.intake.mapping import Mapping
from opencounty.apps.disclosure.intake.tables import Record
from opencounty.apps.disclosure.services.intake import ImportedItem
from opencounty.kernel.base import html
from opencounty.kernel.base.dates import parse_day
from opencounty.kernel.base.text import clip, one_line, searchable


class Texts(TypedDict):
    """The short texts of a record, tidy and within their limits."""

    origin_id: str
    title: str
    issuer_name: str
    doc_number: str
    index_number: str
    genre: str
    subject: str
    keywords: str
    region_code: str
    region_name: str
    origin_url: str
    source_name: str
    author: str


LIMITS = {
    "origin_id": ("编号", 120),
    "title": ("标题", 500),
    "issuer_name": ("发布机构", 200),
    "doc_number": ("发文字号", 120),
    "index_number": ("索引号", 60),
    "genre": ("体裁", 40),
    "subject": ("主题", 120),
    "keywords": ("关键词", 300),
    "region_code": ("地区代码", 12),
    "region_name": ("地区", 60),
    "origin_url": ("网址", 500),
    "source_name": ("来源", 120),
    "author": ("作者", 60),
}
CLIPPED = {"summary": 500, "keywords": 300, "source_name": 120}
# halves of surrogate pairs, which JSON can write and no database can keep
HALVES = re.compile("[\ud800-\udfff]")
MARKUP = re.compile(r"<(?:p|div|br|table|span|h[1-6]|ul|ol|img|a)\b", re.IGNORECASE)
HEADINGS = re.compile(r"(?m)^#{1,6} ")
CHOICES = {
    "validity": {"", "in_force", "amended", "repealed", "expired"},
    "openness": {"active", "on_request", "closed"},
}


class Unacceptable(ValueError):
    """A record cannot be taken; the text says which field and why."""


@dataclass(frozen=True)
class Mapper:
    """Turns records into items by one mapping."""

    mapping: Mapping
    unit_slug: str
    column_path: str = ""  # given by the person importing: overrides the mapping

    def item(self, record: Record) -> ImportedItem:
        """Return the item of a record; raises Unacceptable with field and reason."""
        texts = self._texts(record)
        if not one_line(texts["title"]):
            raise Unacceptable("缺少标题")
        if not one_line(texts["origin_id"]):
            raise Unacceptable("缺少编号，无法判断是否重复导入")
        body, text = self._body(record)
        return ImportedItem(
            origin=self.mapping.origin,
            unit_slug=self.unit_slug,
            column_paths=self._columns(record),
            body=body,
            text=text,
            made_on=self._day("made_on", "成文日期", record),
            source_published_on=self._day("source_published_on", "发布日期", record),
            valid_until=self._day("valid_until", "有效期至", record),
            effective_on=self._day("effective_on", "施行日期", record),
            validity=self._choice("validity", "有效性", "", record),
            openness=self._choice("openness", "公开属性", "active", record),
            category_code=self._short("category", record),
            summary=clip(self._short("summary", record), CLIPPED["summary"]),
            origin_facts=self._facts(record),
            **texts,
        )

    def _texts(self, record: Record) -> Texts:
        return cast("Texts", {name: self._text(name, record) for name in LIMITS})

    def key(self, record: Record) -> str:
        """Return the id of a record, empty where it has none that could be one."""
        try:
            return self._text("origin_id", record)
        except Unacceptable:
            return ""

    def _short(self, name: str, record: Record) -> str:
        _, value = self._words(name, record)
        return one_line(value, keep_private=True)

    def _words(self, name: str, record: Record) -> tuple[str, str]:
        """Return their field for `name` and its value as text."""
        theirs, value = self.mapping.first(name, record.fields)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = ("\n" if name == "body" else ";").join(value)
        if isinstance(value, list | dict | bool):
            raise Unacceptable(f"{theirs}：应为文字，不是 {json.dumps(value)[:30]}")
        words = "" if value is None else str(value)
        if HALVES.search(words):
            raise Unacceptable(f"{theirs}：含有无法保存的字符（半个代理对）")
        return theirs, words

    def _text(self, name: str, record: Record) -> str:
        label, limit = LIMITS[name]
        value = self._short(name, record)
        if len(value) > limit and name in CLIPPED:
            return clip(value, CLIPPED[name])
        if len(value) > limit:
            raise Unacceptable(f"{label}有 {len(value)} 个字，最多 {limit} 个")
        return value

    def _day(self, name: str, label: str, record: Record) -> date | None:
        theirs, words = self._words(name, record)
        if not words.strip():
            return None
        try:
            return parse_day(words)
        except ValueError as error:
            raise Unacceptable(f"{label}（{theirs}）：{error}") from error

    def _choice(self, name: str, label: str, default: str, record: Record) -> str:
        theirs, value = self.mapping.first(name, record.fields)
        if value is None:
            return default
        if isinstance(value, bool):
            given = str(value).lower()
        else:
            given = one_line(self._words(name, record)[1])
        ours = self.mapping.values.get(name, {}).get(given, given)
        if ours not in CHOICES[name]:
            raise Unacceptable(f"{label}（{theirs}）：不认识“{given}”")
        return ours

    def _columns(self, record: Record) -> tuple[str, ...]:
        if self.column_path:
            return (self.column_path,)
        _, own = self.mapping.first("columns", record.fields)
        if own:
            parts = own if isinstance(own, list) else re.split(r"[;；,，\s]+", str(own))
            return tuple(str(part).strip("/ ") for part in parts if part)
        return (self.mapping.column_path(record.fields),)

    def _body(self, record: Record) -> tuple[str, str]:
        """Return the body as clean HTML, and its text."""
        _, source = self._words("body", record)
        kind = self._format(source)
        if kind == "markdown":
            return html.read_markdown(source)
        if kind == "plain":
            return html.from_plain(source), searchable(source)
        _, address = self.mapping.first("origin_url", record.fields)
        body = html.clean(source, base_url=str(address or ""))
        return body, html.to_text(body)

    def _format(self, source: str) -> str:
        if self.mapping.body_format != "auto":
            return self.mapping.body_format
        if MARKUP.search(source):
            return "html"
        return "markdown" if HEADINGS.search(source) else "plain"

    def _facts(self, record: Record) -> dict[str, Any]:
        kept = {name: record.fields.get(name) for name in self.mapping.kept_facts}
        return {name: value for name, value in kept.items() if value not in (None, "")}
