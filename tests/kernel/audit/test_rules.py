"""Digests, roots and chains: any change anywhere shows."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.audit import rules

DIGESTS = st.lists(
    st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=40
)
FACTS = st.dictionaries(
    st.text(max_size=5), st.none() | st.integers() | st.text(max_size=5), max_size=5
)


@given(DIGESTS)
def test_the_same_entries_give_the_same_root(digests: list[str]) -> None:
    assert rules.root(digests, "sha256") == rules.root(list(digests), "sha256")


@given(DIGESTS, st.data())
def test_one_other_entry_gives_another_root(
    digests: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(digests) - 1))
    other = list(digests)
    other[place] = hashlib.sha256(other[place].encode()).hexdigest()

    assert rules.root(digests, "sha256") != rules.root(other, "sha256")


@given(DIGESTS)
def test_one_entry_fewer_or_more_gives_another_root(digests: list[str]) -> None:
    whole = rules.root(digests, "sha256")

    assert rules.root([*digests, digests[-1]], "sha256") != whole
    if len(digests) > 1:
        assert rules.root(digests[:-1], "sha256") != whole


@given(FACTS)
def test_the_order_of_names_does_not_matter(facts: dict[str, object]) -> None:
    turned = dict(reversed(facts.items()))

    assert rules.digest([1, facts], "sha256") == rules.digest([1, turned], "sha256")


def test_an_instant_is_the_same_in_every_zone() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    there = noon.astimezone(timezone(timedelta(hours=8)))

    assert rules.canonical(noon) == rules.canonical(there)


def test_values_do_not_run_into_each_other() -> None:
    assert rules.digest(["ab", "c"], "sha256") != rules.digest(["a", "bc"], "sha256")


def test_nothing_has_no_root() -> None:
    with pytest.raises(ValueError, match="nothing"):
        rules.root([], "sha256")


def test_a_signature_needs_the_key() -> None:
    assert rules.signature("ab", b"one") != rules.signature("ab", b"two")
