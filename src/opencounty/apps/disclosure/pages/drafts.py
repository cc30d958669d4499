"""Writing a draft: the form, its columns, its files, and saving them once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localdate

from opencounty.apps.disclosure import permissions, services
from opencounty.apps.disclosure.errors import DraftChangedMeanwhile
from opencounty.apps.disclosure.forms.content import ContentForm, FilesForm
from opencounty.apps.disclosure.forms.placing import PlaceForm
from opencounty.apps.disclosure.models import Approval, Column, Item, Version
from opencounty.apps.disclosure.pages import progress
from opencounty.apps.disclosure.pages.once import done_once
from opencounty.apps.disclosure.services import Content, Enclosure
from opencounty.kernel.base.errors import Refusal
from opencounty.kernel.files import services as files
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit
from opencounty.ui.http import OfficerRequest

MOST_FILES = 50


def units_to_draft_for(actor: Actor) -> list[Unit]:
    """Return the units one may draft for, those one works in first."""
    allowed = actor.units_for(permissions.DRAFT)
    units = Unit.objects.valid_on(localdate()).order_by("position", "pk")
    if allowed is not None:
        units = units.filter(pk__in=allowed)
    return sorted(units, key=lambda unit: unit.pk not in actor.unit_ids)


def columns_for(unit: Unit) -> list[tuple[Column, int]]:
    """Return the columns a unit's items may stand in: the county's and its own."""
    columns = Column.objects.all().open_on(localdate()).exclude(kind="link")
    columns = columns.select_related("site_unit")
    return columns.of_site(None).as_tree() + columns.of_site(unit.pk).as_tree()


@dataclass
class DraftPage:
    """The page on which a draft is written."""

    request: OfficerRequest
    unit: Unit
    version: Version | None = None

    @property
    def item(self) -> Item | None:
        """Return the item, once there is one."""
        return self.version.item if self.version else None

    @cached_property
    def content(self) -> ContentForm:
        """Return the form of the wording, as typed or as saved."""
        if self.request.method == "POST":
            return ContentForm(self.request.POST)
        if self.version is not None:
            return ContentForm(initial=ContentForm.typed_from(self.version))
        return ContentForm(initial={"issuer": self.unit, "source_name": self.unit.name})

    @cached_property
    def place(self) -> PlaceForm | None:
        """Return the form of the columns; after release they have their own page."""
        if self.item is not None and self.item.released_at is not None:
            return None
        offered = columns_for(self.unit)
        if self.request.method == "POST":
            return PlaceForm(self.request.POST, offered=offered)
        return PlaceForm(initial=placed(self.item), offered=offered)

    @cached_property
    def uploads(self) -> FilesForm:
        """Return the form of the files to add."""
        if self.request.method == "POST":
            return FilesForm(self.request.POST, self.request.FILES)
        return FilesForm()

    @cached_property
    def enclosures(self) -> list[Enclosure]:
        """Return the attachments: those kept, then those that just arrived."""
        if self.request.method != "POST":
            return list(self._saved())
        return [*self._kept(), *self._arrived()]

    @cached_property
    def sent_back(self) -> Approval | None:
        """Return why the version before was sent back."""
        if self.item is None:
            return None
        rows = self.item.versions.defer("body", "text").prefetch_related("approvals")
        return progress.sent_back(self.version, list(rows))

    @property
    def is_ruling(self) -> bool:
        """Say whether the fields of normative documents are in use, or in error."""
        return self._in_use(
            "register_number", "validity", "effective_on", "valid_until"
        )

    @property
    def says_more(self) -> bool:
        """Say whether the rarer fields are in use, or in error."""
        return self._in_use("genre", "subject", "source_url", "author", "change_note")

    def _in_use(self, *names: str) -> bool:
        return any(self.content[n].value() or self.content[n].errors for n in names)

    @property
    def opened_at(self) -> str:
        """Return the moment of the last save the writer has seen."""
        return self.version.saved_at.isoformat() if self.version else ""

    def saved(self) -> str:
        """Save what was sent, and submit it if that was asked; return where to go.

        When it cannot be, return nothing: the forms then say why and keep the words.
        """
        enclosed = self.enclosures  # files are kept even when a word is wrong
        forms = (self.content, self.place, self.uploads)
        sound = [form.is_valid() for form in forms if form is not None]
        if not all(sound):
            return ""
        content = replace(self.content.content, files=enclosed)
        deed = f"draft:{self.version.pk if self.version else ''}"
        try:
            return done_once(self.request, deed, lambda: self._write(content))
        except DraftChangedMeanwhile as refusal:
            self.content.add_error(None, str(refusal))
            if self.version is not None:
                self.version.refresh_from_db(fields=["saved_at"])
        except Refusal as refusal:
            self.content.add_error(None, str(refusal))
        return ""

    def _write(self, content: Content) -> str:
        by = self.request.actor
        if self.version is None:
            version = self._draft(content)
        else:
            version = services.save_draft(
                self.version, content, opened_at=self._opened_at(), by=by
            )
            if self.place is not None:
                services.place(
                    version.item, self.place.others, home=self.place.home, by=by
                )
        if self.request.POST.get("then") == "submit":
            services.submit(version, by=by)
        return reverse("disclosure:item", args=[version.item.code])

    def _draft(self, content: Content) -> Version:
        if self.place is None:
            raise ValueError("a new item is placed")
        return services.draft_item(
            unit=self.unit,
            home_column=self.place.home,
            columns=self.place.others,
            content=content,
            by=self.request.actor,
        )

    def _opened_at(self) -> datetime | None:
        try:
            return parse_datetime(self.request.POST.get("opened_at", ""))
        except ValueError:
            return None

    def _saved(self) -> Iterator[Enclosure]:
        if self.version is not None:
            for attachment in self.version.attachments.select_related("file"):
                yield Enclosure(attachment.file, attachment.title)

    def _kept(self) -> Iterator[Enclosure]:
        """Yield the files left ticked: of this version, or sent by this person."""
        codes = self.request.POST.getlist("keep")[:MOST_FILES]
        own = Q(stored_by=self.request.actor.account_id)
        if self.version is not None:
            attached = self.version.attachments.values("file")
            own |= Q(pk__in=attached)
        rows = StoredFile.objects.filter(own, code__in=_uuids(codes))
        known = {str(file.code): file for file in rows}
        for code in codes:
            if file := known.get(code):
                title = self.request.POST.get(f"title_{code}", "").strip()
                yield Enclosure(file, title or file.name)

    def _arrived(self) -> Iterator[Enclosure]:
        """Store and yield the files sent now; a refused one is said on its field."""
        if not self.uploads.is_valid():
            return
        for upload in self.uploads.cleaned_data["enclosed"]:
            name = upload.name or "附件"
            try:
                stored = files.store(upload, name=name, by=self.request.actor)
            except Refusal as refusal:
                self.uploads.add_error("enclosed", str(refusal))
                return
            yield Enclosure(stored, stored.name.rpartition(".")[0] or stored.name)


def placed(item: Item | None) -> dict[str, object]:
    """Return where an item stands as the form shows it."""
    if item is None:
        return {}
    chosen = item.placements.chosen().exclude(column=item.home_column_id)
    return {
        "home_column": str(item.home_column_id),
        "columns": [str(pk) for pk in chosen.values_list("column_id", flat=True)],
    }


def _uuids(codes: Iterable[str]) -> list[UUID]:
    """Return the codes that are codes."""
    found = []
    for code in codes:
        try:
            found.append(UUID(code))
        except ValueError:
            continue
    return found
