"""Reading the text of files, apart from the request that brought them."""

from django.db import transaction
from django_tasks import task

from opencounty.kernel.files import kinds, sandbox, storage
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.files.reading.text import Reading
from opencounty.kernel.files.signals import text_extracted

LOST = Reading(note="文件丢失，不能提取文字", failed=True)
LONGEST_NOTE = 200
State = StoredFile.TextState


def extract_text(stored: StoredFile) -> None:
    """Have a worker read the text, unless the same bytes have been read before."""
    twin = (
        StoredFile.objects.filter(sha256=stored.sha256, media_type=stored.media_type)
        .exclude(pk=stored.pk)
        .exclude(text_state__in=[State.PENDING, State.FAILED])
        .first()
    )
    if twin:
        _write(stored, twin.text, State(twin.text_state), twin.text_note)
    else:
        read_in_background.enqueue(stored.pk)


@task()
def read_in_background(pk: int) -> None:
    """Read one file in a worker; a file forgotten meanwhile is left alone."""
    stored = StoredFile.objects.filter(pk=pk).first()
    if stored:
        read_text(stored)


def read_text(stored: StoredFile) -> StoredFile:
    """Read the text of a file now, in a process apart, and keep it with a note."""
    path = storage.path_of(stored.sha256)
    reading = sandbox.read_apart(_kind(stored), path) if path.exists() else LOST
    state = State.FAILED if reading.failed else State.DONE
    if state is State.DONE and not reading.text:
        state = State.NONE
    _write(stored, reading.text, state, reading.note)
    return stored


def _kind(stored: StoredFile) -> str:
    known = kinds.KINDS.values()
    return next((k.name for k in known if k.media_type == stored.media_type), "")


@transaction.atomic
def _write(stored: StoredFile, text: str, state: State, note: str) -> None:
    stored.text, stored.text_state = text, state
    stored.text_note = note[:LONGEST_NOTE]
    stored.save(update_fields=["text", "text_state", "text_note"])
    text_extracted.send(StoredFile, stored=stored)
