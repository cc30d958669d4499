"""The rules of the pool: states, numbers, periods, digests, validity."""

import string
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.apps.disclosure import rules
from opencounty.apps.disclosure.rules import (
    ColumnFacts,
    Effect,
    Organ,
    Period,
    Standing,
    State,
    Validity,
)

days = st.dates(date(2004, 1, 1), date(2100, 12, 31))
words = st.text(max_size=40)
contents = st.dictionaries(st.sampled_from("abcdef"), words | days | st.none())


@given(walk=st.lists(st.sampled_from(State), max_size=12))
def test_a_version_is_published_only_after_submission_and_approval(
    walk: list[State],
) -> None:
    state, seen = State.DRAFT, [State.DRAFT]
    for then in walk:
        if rules.may_become(state, then):
            state = then
            seen.append(then)
    if State.PUBLISHED in seen:
        first = seen.index(State.PUBLISHED)
        assert seen[:first] == [State.DRAFT, State.SUBMITTED, State.APPROVED]


@pytest.mark.parametrize("state", [State.REVISED, State.SUPERSEDED, State.DISCARDED])
def test_what_is_over_stays_over(state: State) -> None:
    assert not any(rules.may_become(state, then) for then in State)


@given(
    approver=st.integers(1, 9),
    writers=st.frozensets(st.integers(1, 9)),
    principal=st.none() | st.integers(1, 9),
)
def test_nobody_approves_their_own_work_in_any_capacity(
    approver: int, writers: frozenset[int], principal: int | None
) -> None:
    if rules.may_approve(approver, writers, principal):
        assert approver not in writers
        assert principal not in writers


@given(content=contents)
def test_equal_content_has_an_equal_digest_in_whatever_order(
    content: dict[str, str | date | None],
) -> None:
    turned = dict(reversed(content.items()))

    assert rules.digest_of(content) == rules.digest_of(turned)


@given(content=contents, name=st.sampled_from("abcdef"), word=words)
def test_another_word_is_another_digest(
    content: dict[str, str | date | None], name: str, word: str
) -> None:
    other = content | {name: word}

    same = rules.digest_of(content) == rules.digest_of(other)
    assert same == (rules.canonical(content) == rules.canonical(other))


def test_what_has_no_place_in_content_is_our_bug() -> None:
    with pytest.raises(TypeError):
        rules.digest_of({"a": object()})


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("临政发[2026]18号", "临政发〔2026〕18号"),
        ("临政发（2026）第 18 号", "临政发〔2026〕18号"),
        ("临政发【２０２６】１８号", "临政发〔2026〕18号"),
        ("义政办发〔2013〕130 号", "义政办发〔2013〕130号"),
        ("临政办发﹝2026﹞5 号", "临政办发〔2026〕5号"),
        ("临政〖2026年〗第7号", "临政〔2026〕7号"),
        ("（2026）浙行终 18 号", "（2026）浙行终 18 号"),
        ("中华人民共和国主席令第七十一号", "中华人民共和国主席令第七十一号"),
        ("国令第711号", "国令第711号"),
        ("", ""),
    ],
)
def test_document_numbers_are_printed_the_standard_way(
    given: str, printed: str
) -> None:
    assert rules.tidy_doc_number(given) == printed


@given(
    text=st.text(
        alphabet=string.printable + "临政发〔〕（）【】第号２０２６", max_size=40
    )
)
def test_tidying_a_document_number_twice_changes_nothing(text: str) -> None:
    once = rules.tidy_doc_number(text)

    assert rules.tidy_doc_number(once) == once


@given(text=st.text(max_size=600))
def test_keywords_are_each_there_once_and_fit(text: str) -> None:
    tidy = rules.tidy_keywords(text)

    parts = tidy.split(";") if tidy else []
    assert len(parts) == len(set(parts))
    assert len(tidy) <= 300
    assert rules.tidy_keywords(tidy) == tidy


@given(serial=st.integers(1, 9_999_999), day=days)
def test_every_pattern_makes_sound_numbers_that_differ(serial: int, day: date) -> None:
    organ = Organ("00001434X", "11999901000014340X")
    for pattern in rules.PATTERNS.values():
        prefix, period = pattern.series(organ, day)
        number = pattern.number(prefix, period, serial)
        assert rules.is_index_number(number)
        assert number != pattern.number(prefix, period, serial + 1)
        assert rules.tidy_index_number(number) == number


def test_the_patterns_look_as_portals_write_them() -> None:
    organ = Organ("014416330", "11341702486344515H")
    day = date(2021, 10, 9)

    def first(name: str, serial: int) -> str:
        pattern = rules.PATTERNS[name]
        return pattern.number(*pattern.series(organ, day), serial)

    assert first("national", 4736) == "014416330/2021-04736"
    assert first("uscc_month", 13) == "11341702486344515H/202110-00013"
    assert first("uscc_year", 191568) == "11341702486344515H/2021-191568"
    assert rules.PATTERNS["national"].series(Organ(), day)[0] == "000000000"


def test_serials_begin_at_one() -> None:
    with pytest.raises(ValueError, match="begin at 1"):
        rules.PATTERNS["national"].number("000000000", "2026", 0)


def test_a_pattern_is_registered_once() -> None:
    national = rules.PATTERNS["national"]
    assert rules.register_pattern(national) is national
    other = rules.IndexPattern("national", "另一种", lambda _: "", lambda _: "")
    with pytest.raises(ValueError, match="already"):
        rules.register_pattern(other)


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("331024ZF010000/2013-108228", True),
        ("LH331082-001/2013-85147", True),
        ("000014349/2021-3895287", True),
        ("无", False),
        ("2021-00151", False),
        ("000014349/2021-1", False),
        ("x" * 61, False),
    ],
)
def test_numbers_seen_on_portals_are_told_from_others(text: str, sound: bool) -> None:
    assert rules.is_index_number(text) is sound


@given(day=days, months=st.integers(0, 24))
def test_a_period_of_months_ends_in_the_right_month(day: date, months: int) -> None:
    end = Period(months=months).after(day)

    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day <= day.day


def test_half_a_year_from_the_end_of_august_is_the_end_of_february() -> None:
    assert Period(months=6).after(date(2026, 8, 31)) == date(2027, 2, 28)


@given(kind=st.sampled_from(sorted(rules.PERIODS)), last=days, own=st.integers(1, 900))
def test_a_column_may_be_stricter_with_itself_never_laxer(
    kind: str, last: date, own: int
) -> None:
    today = last
    alone = rules.freshness(ColumnFacts(kind, None, last, 1), today)
    bound = rules.freshness(ColumnFacts(kind, own, last, 1), today)

    assert alone.due_on is not None
    assert bound.due_on is not None
    assert bound.due_on == min(alone.due_on, last + timedelta(days=own))


@given(last=days, waited=st.integers(0, 500))
def test_a_column_goes_from_fresh_to_soon_to_stale_and_never_back(
    last: date, waited: int
) -> None:
    order = [Standing.FRESH, Standing.SOON, Standing.STALE]
    facts = ColumnFacts("notice", None, last, 1)
    now = rules.freshness(facts, last + timedelta(days=waited))
    later = rules.freshness(facts, last + timedelta(days=waited + 1))

    assert order.index(later.standing) >= order.index(now.standing)
    assert now.is_fault == (now.standing is Standing.STALE)


@pytest.mark.parametrize(
    ("waited", "standing"),
    [(0, "fresh"), (9, "fresh"), (10, "soon"), (14, "soon"), (15, "stale")],
)
def test_news_is_stale_after_fourteen_days(waited: int, standing: str) -> None:
    last = date(2026, 11, 1)
    facts = ColumnFacts("news", None, last, 1)

    found = rules.freshness(facts, last + timedelta(days=waited))
    assert found.standing == standing


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        (ColumnFacts("news"), "empty"),
        (ColumnFacts("news", None, date(2026, 1, 1), 0), "empty"),
        (ColumnFacts("news", counts=False), "exempt"),
        (ColumnFacts("news", closed=True), "exempt"),
        (ColumnFacts("profile", None, date(2004, 1, 1), 3), "unlimited"),
        (ColumnFacts("profile", 30, date(2004, 1, 1), 3), "stale"),
    ],
)
def test_what_does_not_age_is_named(facts: ColumnFacts, standing: str) -> None:
    assert rules.freshness(facts, date(2026, 11, 23)).standing == standing


effects = st.lists(st.builds(Effect, st.booleans(), days), max_size=4)


@given(
    day=days,
    now=st.sampled_from(Validity),
    until=st.none() | days,
    effects=effects,
)
def test_what_has_ended_does_not_come_back_by_itself(
    day: date, now: Validity, until: date | None, effects: list[Effect]
) -> None:
    then = rules.validity_on(day, now, until, effects)

    if now in {Validity.REPEALED, Validity.EXPIRED}:
        assert then is now
    elif any(effect.ends and effect.from_day <= day for effect in effects):
        assert then is Validity.REPEALED
    again = rules.validity_on(day, then, until, effects)
    assert again is then


@given(now=st.sampled_from(Validity), effects=effects, day=days)
def test_effects_that_have_not_begun_do_nothing(
    now: Validity, effects: list[Effect], day: date
) -> None:
    later = [Effect(e.ends, day + timedelta(days=1)) for e in effects]

    assert rules.validity_on(day, now, None, later) is now


@pytest.mark.parametrize(
    ("until", "validity"),
    [
        (date(2026, 11, 23), "in_force"),
        (date(2026, 11, 22), "expired"),
        (None, "in_force"),
    ],
)
def test_the_last_day_of_validity_still_counts(
    until: date | None, validity: str
) -> None:
    today = date(2026, 11, 23)

    assert rules.validity_on(today, Validity.IN_FORCE, until) == validity
