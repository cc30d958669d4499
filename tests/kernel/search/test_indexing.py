"""The index follows the database, through crashes, damage and rebuilding."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org.actor import VISITOR, system
from opencounty.kernel.search import engine, generations
from opencounty.kernel.search import services as search
from opencounty.kernel.search.documents import SOURCES, SearchDocument
from opencounty.kernel.search.errors import RebuildUnderWay
from opencounty.kernel.search.models import Pending
from opencounty.kernel.search.services import Query
from opencounty.kernel.search.services.indexing import rebuild_in_background
from tests.factories.search import SOURCE, Shelf


def total(text: str = "") -> int:
    return search.find(Query(text)).total


def test_a_mark_lives_and_dies_with_its_transaction(shelf: Shelf) -> None:
    search.rebuild()
    with transaction.atomic():
        search.mark([shelf.put(1, "供水通知").key] * 3)
    with transaction.atomic():
        search.mark([shelf.put(2, "停电通知").key])
        transaction.set_rollback(True)

    assert search.catch_up() == 1
    assert (total("通知"), Pending.objects.count()) == (1, 0)


def test_catching_up_adds_replaces_and_removes(shelf: Shelf) -> None:
    first, second = shelf.put(1, "供水通知"), shelf.put(2, "停电通知")
    search.rebuild()
    shelf.put(1, "停水公告")
    shelf.take(2)
    third = shelf.put(3, "招聘公告")

    search.mark([first.key, second.key, third.key, "unknown:7"])

    assert search.catch_up() == 4
    assert (total("通知"), total("公告"), total()) == (0, 2, 2)


def test_catching_up_twice_changes_nothing(shelf: Shelf) -> None:
    search.rebuild()
    search.mark([shelf.put(1, "供水通知").key])
    search.catch_up()
    search.mark(["shelf:1"])
    search.mark(["shelf:1"])

    assert search.catch_up() == 1
    assert (search.catch_up(), total()) == (0, 1)


def test_many_are_written_in_batches(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opencounty.kernel.search.services.indexing.BATCH", 7)
    search.rebuild()
    search.mark(shelf.put(number, "通知").key for number in range(20))

    assert (search.catch_up(), total(), Pending.objects.count()) == (20, 20, 0)


def test_without_an_index_catching_up_builds_one(shelf: Shelf) -> None:
    shelf.put(1, "供水通知")

    assert search.catch_up() == 1
    assert total() == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "meta.json").unlink(),
        lambda folder: (folder / "meta.json").write_text("{"),
        lambda folder: (folder / "generation.json").write_text('{"format": 0}'),
        lambda folder: (folder / "generation.json").write_text("[]"),
        lambda folder: [f.unlink() for f in folder.glob("*.idx")],
        lambda folder: [os.truncate(f, 10) for f in folder.glob("*.term")],
        lambda folder: [f.unlink() for f in folder.iterdir()],
        lambda folder: generations.pointer().write_text("../elsewhere"),
        lambda folder: generations.pointer().unlink(),
    ],
)
def test_a_damaged_index_is_said_and_healed(shelf: Shelf, damage: object) -> None:
    shelf.put(1, "供水通知")
    search.rebuild()
    folder = generations.current()
    assert folder is not None

    damage(folder)  # type: ignore[operator]
    found_nothing = search.find(Query("通知"))
    search.catch_up()

    assert not found_nothing.available
    assert total("通知") == 1


def test_damage_under_an_open_reader_is_noticed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put(1, "供水通知")
    search.rebuild()
    assert total() == 1

    def fail(*_: object, **__: object) -> None:
        raise engine.IndexBroken("bits have fallen")

    with monkeypatch.context() as patched:
        patched.setattr(engine.Reader, "search", fail)
        assert not search.find(Query("通知")).available

    assert generations.current() is None
    search.catch_up()
    assert total("通知") == 1


def test_a_panic_of_the_engine_is_damage_and_other_ends_are_not() -> None:
    class PanicException(BaseException):
        pass

    with pytest.raises(engine.IndexBroken), engine.trusting(Path("x")):
        raise PanicException
    with pytest.raises(KeyboardInterrupt), engine.trusting(Path("x")):
        raise KeyboardInterrupt


def test_readers_notice_commits_and_new_generations(shelf: Shelf) -> None:
    search.rebuild()
    first = engine.reader()
    assert first is engine.reader()

    search.mark([shelf.put(1, "供水通知").key])
    search.catch_up()
    second = engine.reader()
    search.rebuild()
    third = engine.reader()

    assert first is not None
    assert second is not None
    assert third is not None
    assert first.folder == second.folder != third.folder
    assert [r.size for r in (first, second, third)] == [0, 1, 1]
    assert not first.folder.exists()


class SlowShelf(Shelf):
    """Does something while the whole shelf is being read."""

    def documents(self, keys: Sequence[str] | None) -> Iterator[SearchDocument]:
        for place, document in enumerate(list(super().documents(keys))):
            yield document
            if keys is None and place == 0:
                self.meanwhile()

    def meanwhile(self) -> None:
        """Change what was read already; another process catches up."""
        assert total() == 0  # searches go on with the old index
        search.mark([self.put(1, "改过的供水公告").key])
        search.mark([self.take(2)])
        assert search.catch_up() == 2
        search.mark([self.put(5, "后来的供水公告").key])
        with pytest.raises(RebuildUnderWay):
            search.rebuild()
        assert search.state().rebuilding


def test_what_changes_during_a_rebuild_is_not_lost(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    search.rebuild()
    slow = SlowShelf()
    monkeypatch.setitem(SOURCES, SOURCE, slow)
    monkeypatch.setattr("opencounty.kernel.search.documents.SOURCES", {SOURCE: slow})
    for number in (1, 2, 3):
        slow.put(number, "供水通知")

    search.rebuild()

    assert (total("供水通知"), total("供水公告"), total()) == (1, 2, 3)
    assert Pending.objects.count() == 0
    assert len([f for f in generations.root().iterdir() if f.is_dir()]) == 1


def test_what_was_marked_before_a_rebuild_is_written_once(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        search.mark([shelf.put(number, "供水通知").key])
    written: list[str] = []
    put = engine.Writer.put

    def counted(self: engine.Writer, document: SearchDocument) -> None:
        written.append(document.key)
        put(self, document)

    monkeypatch.setattr(engine.Writer, "put", counted)

    search.rebuild()

    assert sorted(written) == ["shelf:1", "shelf:2", "shelf:3"]
    assert Pending.objects.count() == 0


def test_rows_owed_to_a_rebuild_that_died_are_dropped(shelf: Shelf) -> None:
    search.rebuild()
    Pending.objects.create(key="shelf:1", indexed=True)
    (generations.begin() / "half").touch()

    search.catch_up()
    search.rebuild()

    assert Pending.objects.count() == 0
    assert len([f for f in generations.root().iterdir() if f.is_dir()]) == 1


def test_one_process_writes_at_a_time(shelf: Shelf) -> None:
    search.rebuild()
    search.mark([shelf.put(1, "供水通知").key])

    with generations.locked(generations.WRITING) as got:
        assert got
        assert search.catch_up() == 0

    assert search.catch_up() == 1


KILLED = """
import json, os, signal, sys
from pathlib import Path
from opencounty.kernel.search import engine
from opencounty.kernel.search.documents import SearchDocument

folder, moment = Path(sys.argv[1]), sys.argv[2]
with engine.Writer(folder) as writer:
    for number in range(300):
        key = f"shelf:{number}"
        writer.remove([key])
        writer.put(SearchDocument(key, "policy", "供水通知", "正文" * 500, "/", None))
    if moment == "after":
        writer.commit()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("moment", "seen"), [("before", 1), ("after", 300)])
def test_a_writer_killed_at_any_point_leaves_an_index_that_catches_up(
    shelf: Shelf, moment: str, seen: int
) -> None:
    shelf.put(0, "供水通知")
    search.rebuild()
    search.mark(shelf.put(number, "供水通知").key for number in range(300))
    folder = generations.current()

    killed = subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", KILLED, str(folder), moment],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        check=False,
        timeout=60,
    )

    assert killed.returncode == -signal.SIGKILL
    assert total("供水通知") == seen
    assert search.catch_up() == 300
    assert (total("供水通知"), Pending.objects.count()) == (300, 0)


def test_dates_numbers_and_odd_values_are_taken(shelf: Shelf) -> None:
    shelf.put(1, "\ud800供水\x00", "x" * 200_000, day=None, issuer=("", "甲" * 999))
    shelf.put(2, "", "", numbers=("", "〔〕", "临" * 999))
    search.rebuild()

    results = search.find(Query("供水", facets=("issuer",)))

    assert results.total == 1
    assert [len(count.value) for count in results.facets["issuer"]] == [200]


def test_a_facet_with_an_impossible_name_is_our_bug(shelf: Shelf) -> None:
    shelf.documents_by_key["shelf:1"] = SearchDocument(
        "shelf:1", "policy", "", "", "/", None, facets={"a.b": ["c"]}
    )
    with pytest.raises(ValueError, match="small letters"):
        search.rebuild()


def test_the_state_tells_how_the_index_stands(shelf: Shelf) -> None:
    empty = search.state()
    shelf.put(1, "供水通知")
    search.rebuild()
    search.mark(["shelf:1"])
    full = search.state()

    assert (empty.usable, empty.documents, empty.committed_at) == (False, 0, None)
    assert (full.usable, full.documents, full.pending) == (True, 1, 1)
    assert full.committed_at is not None
    assert full.waiting_since is not None
    assert full.size_bytes > 1_000


def test_a_rebuild_can_be_asked_for_by_those_who_may(shelf: Shelf) -> None:
    from django_tasks_db.models import DBTaskResult

    from opencounty.kernel.audit.models import Entry

    with pytest.raises(NotPermitted):
        search.request_rebuild(by=VISITOR)
    search.request_rebuild(by=system("测试"))

    assert DBTaskResult.objects.count() == 1
    assert Entry.objects.filter(action="search.rebuild_requested").count() == 1
    assert search.state().rebuilding
    with pytest.raises(RebuildUnderWay):
        search.request_rebuild(by=system("测试"))
    rebuild_in_background.call()
    assert search.state().usable


def test_commands_rebuild_and_catch_up(
    shelf: Shelf, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opencounty.kernel.search.services.indexing.REPORT_EVERY", 1)
    shelf.put(1, "供水通知")
    call_command("search_rebuild")
    search.mark([shelf.put(2, "停电通知").key])
    call_command("search_catch_up")

    said = capsys.readouterr().out
    assert "已编入 1 条" in said
    assert "共 1 条" in said
    assert "已更新 1 条" in said
    with (
        generations.locked(generations.REBUILDING),
        pytest.raises(CommandError, match="正在重建"),
    ):
        call_command("search_rebuild")


def test_the_label_of_a_generation_names_its_format(shelf: Shelf) -> None:
    search.rebuild()
    folder = generations.current()
    assert folder is not None

    label = json.loads((folder / "generation.json").read_text())
    assert label == {"format": generations.FORMAT}
