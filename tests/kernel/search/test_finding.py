"""What is asked for is found: all of it, the best first, nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from opencounty.kernel.search import services as search
from opencounty.kernel.search.services import Query
from tests.factories.search import Shelf


def keys(text: str, **asked: object) -> list[int]:
    results = search.find(Query(text, **asked))  # type: ignore[arg-type]
    return [int(hit.key.partition(":")[2]) for hit in results.hits]


@pytest.fixture
def water(shelf: Shelf) -> Shelf:
    shelf.put(
        *(1, "临溪县农村饮用水管理办法", "为了保障农村饮用水安全，制定本办法。"),
        numbers=("临政发〔2026〕18号", "LXDR-2026-00018"),
        issuer="临溪县人民政府",
        column=("policies", "policies/normative"),
        year="2026",
    )
    shelf.put(
        *(
            2,
            "关于做好冬季供水的通知",
            "各乡镇：认真执行《农村饮用水管理办法》。GB/T 5749。",
        ),
        issuer="临溪县水利局",
        column=("policies", "policies/notices"),
        year="2026",
        day=date(2026, 11, 20),
    )
    shelf.put(
        *(
            3,
            "全县水利工作会议召开",
            "会议强调，要抓好冬修水利。水厂年产值2026万元。𠮷",
        ),
        kind="news",
        issuer="临溪县水利局",
        column="news",
        year="2025",
        day=date(2025, 1, 3),
    )
    search.rebuild()
    return shelf


def test_a_phrase_is_found_wherever_it_stands(water: Shelf) -> None:
    assert keys("农村饮用水") == [1, 2]
    assert keys("饮用水管理办法") == [1, 2]
    assert keys("水用饮", sort="newest") != [1, 2]


def test_one_and_two_characters_are_enough(water: Shelf) -> None:
    assert sorted(keys("水")) == [1, 2, 3]
    assert sorted(keys("水利")) == [3]
    assert keys("𠮷") == [3]
    assert keys("厂") == [3]


def test_words_of_other_scripts_match_as_whole_words(water: Shelf) -> None:
    assert keys("gb") == [2]
    assert keys("ＧＢ/t 5749") == [2]
    assert keys('"GB/T 5749"') == [2]
    assert keys('"574"') == []


def test_several_words_must_all_occur(water: Shelf) -> None:
    assert keys("农村 供水") == [2]
    assert keys("临溪 管理办法") == [1]


@pytest.mark.parametrize(
    "written",
    [
        *(
            "临政发〔2026〕18号",
            "临政发[2026]18号",
            "临政发(2026)18号",
            "临政发2026 18号",
        ),
        *("临政发（2026）第18号", "LXDR-2026-00018", "lxdr 2026 00018"),
    ],
)
def test_a_document_number_leads_to_its_document(water: Shelf, written: str) -> None:
    results = search.find(Query(written))

    assert results.hits[0].key == "shelf:1"
    assert (results.total, results.relaxed) == (1, False)


def test_the_exact_title_comes_first(shelf: Shelf) -> None:
    for number in range(30):
        shelf.put(
            number, f"关于修改《养犬管理条例》的第{number}号决定", "养犬管理条例" * 9
        )
    shelf.put(77, "养犬管理条例", "一")
    search.rebuild()

    assert keys("《养犬管理条例》")[0] == 77


def test_of_two_alike_the_newer_comes_first(shelf: Shelf) -> None:
    for number, year in enumerate((1999, 2026, 2013)):
        shelf.put(number, "养犬管理条例", "正文", day=date(year, 5, 1))
    search.rebuild()

    assert keys("养犬 条例") == [1, 2, 0]


def test_of_two_alike_the_weightier_comes_first(shelf: Shelf) -> None:
    plain = shelf.put(1, "养犬管理条例", "正文")
    shelf.documents_by_key["shelf:2"] = replace(plain, key="shelf:2", weight=1.2)
    search.rebuild()

    assert keys("养犬 条例") == [2, 1]


def test_breaks_inside_a_word_are_forgiven_without_a_warning(water: Shelf) -> None:
    results = search.find(Query("冬季，农村"))

    assert [hit.key for hit in results.hits] == ["shelf:2"]
    assert not results.relaxed
    assert "<mark>冬季</mark>" in results.hits[0].title


def test_a_question_is_answered_with_what_comes_near_and_says_so(water: Shelf) -> None:
    results = search.find(Query("农村饮用水谁来管理"))

    assert results.relaxed
    assert results.hits[0].key == "shelf:1"
    assert search.find(Query('"农村饮用水谁来管理"')).total == 0


def test_without_words_it_browses_from_the_newest(water: Shelf) -> None:
    assert keys("") == [2, 1, 3]
    assert keys("", filters={"issuer": ("临溪县水利局",)}) == [2, 3]


def test_newest_first_sorts_by_day(water: Shelf) -> None:
    assert keys("水", sort="newest") == [2, 1, 3]


def test_filters_are_any_of_a_facet_and_all_facets(water: Shelf) -> None:
    assert keys("水", filters={"column": ("policies",)}, sort="newest") == [2, 1]
    assert keys("水", filters={"year": ("2025", "2026")}, sort="newest") == [2, 1, 3]
    assert keys("水", filters={"year": ("2026",), "kind": ("news",)}) == []
    assert keys("水", filters={"nonsense": ("1",)}) == []
    assert keys("水", filters={'"*(': ("1",)}) == []
    assert keys("水", filters={"year": ()}, sort="newest") == [2, 1, 3]


def test_facets_count_under_all_filters_but_their_own(water: Shelf) -> None:
    results = search.find(
        Query("水", filters={"year": ("2026",)}, facets=("year", "issuer", "kind", "?"))
    )

    assert results.total == 2
    assert dict(results.facets["year"]) == {"2026": 2, "2025": 1}
    assert dict(results.facets["issuer"]) == {"临溪县水利局": 1, "临溪县人民政府": 1}
    assert dict(results.facets["kind"]) == {"policy": 2}
    assert "?" not in results.facets


def test_counts_do_not_leak_between_questions(water: Shelf) -> None:
    def kinds(text: str) -> dict[str, int]:
        results = search.find(Query(text, facets=("kind",)))
        assert sum(dict(results.facets["kind"]).values()) == results.total
        return dict(results.facets["kind"])

    assert [kinds(t) for t in ("水", "水利", "农村水利谁", "水")] == [
        {"policy": 2, "news": 1},
        {"news": 1},
        {"policy": 2, "news": 1},
        {"policy": 2, "news": 1},
    ]


def test_a_page_beyond_the_last_is_the_last(shelf: Shelf) -> None:
    for number in range(45):
        shelf.put(number, f"通知{number}")
    search.rebuild()

    results = search.find(Query("", page=999_999))

    assert (results.page, results.pages, results.total) == (3, 3, 45)
    assert len(results.hits) == 5
    assert search.find(Query("", page=-4, size=0)).page == 1
    assert len(search.find(Query("", size=9_999)).hits) == 45


def test_all_pages_together_hold_everything_once(shelf: Shelf) -> None:
    for number in range(101):
        shelf.put(
            number, "通知", "同一天" * (number % 3), day=date(2026, 1, 1 + number % 2)
        )
    search.rebuild()

    for sort in ("relevance", "newest"):
        pages = [keys("通知", page=page, sort=sort) for page in range(1, 7)]
        assert sorted(key for page in pages for key in page) == list(range(101))


def test_what_is_gone_from_the_database_is_never_shown(water: Shelf) -> None:
    water.take(1)

    assert keys("农村饮用水") == [2]


def test_a_hit_shows_what_the_database_says_now(water: Shelf) -> None:
    water.put(1, "<b>农村饮用水</b>", "新的正文", day=None)

    hit = search.find(Query("农村饮用水 安全")).hits[0]

    assert hit.title == "&lt;b&gt;<mark>农村饮用水</mark>&lt;/b&gt;"
    assert hit.excerpt == "新的正文"
    assert hit.day is None


def test_without_an_index_it_says_so(shelf: Shelf) -> None:
    results = search.find(Query("水"))

    assert not results.available
    assert "正在建立" in results.notes[-1]


@pytest.mark.parametrize(
    "text",
    [
        *(
            '"*(:',
            "水" * 10_000,
            "a" * 10_000,
            "🎉",
            "\x00水\x00",
            "\ud800水",
            "𠮷" * 400,
        ),
        *(
            "水 AND (",
            "[* TO *]",
            "kind:policy",
            ".*",
            "^水$",
            "\\",
            "%",
            "“",
            '""',
            "--",
        ),
        *(" ".join("水利饮用" * 50), "临政发〔〕号", "٣水", "e\u0301cole", "〇", "々"),
    ],
)
def test_any_input_is_taken(water: Shelf, text: str) -> None:
    results = search.find(
        Query(text, filters={"year": (text,)}, facets=("year", text), page=10**12)
    )
    assert results.available
    assert search.find(Query(text, sort=text)).available


@given(st.text(max_size=40))
@hypothesis_settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_input_is_taken(water: Shelf, text: str) -> None:
    assert search.find(Query(text, facets=("kind",))).available


@given(st.data())
@hypothesis_settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_piece_of_any_text_finds_its_document(
    water: Shelf, data: st.DataObject
) -> None:
    document = data.draw(st.sampled_from(list(water.documents_by_key.values())))
    text = data.draw(st.sampled_from([document.title, document.body]))
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    has_words = any(c.isalnum() for c in piece)
    splits_a_word = any(
        0 < at < len(text)
        and text[at - 1 : at + 1].isascii()
        and text[at - 1 : at + 1].isalnum()
        for at in (start, start + len(piece))
    )

    results = search.find(Query(f'"{piece.strip()}"'))

    if has_words and not splits_a_word:
        assert document.key in [hit.key for hit in results.hits]
