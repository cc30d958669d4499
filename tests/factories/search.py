"""Things to find, kept in memory."""

from collections.abc import Iterator, Sequence
from datetime import date

from opencounty.kernel.search.services import SearchDocument

SOURCE = "shelf"


class Shelf:
    """A source whose documents stand in a dictionary."""

    def __init__(self) -> None:
        self.documents_by_key: dict[str, SearchDocument] = {}

    def put(
        self,
        number: int,
        title: str,
        body: str = "",
        *,
        day: date | None = date(2026, 11, 18),
        numbers: tuple[str, ...] = (),
        kind: str = "policy",
        **facets: str | Sequence[str],
    ) -> SearchDocument:
        """Put a document on the shelf, or in the place of the one that was there."""
        document = SearchDocument(
            key=f"{SOURCE}:{number}",
            kind=kind,
            title=title,
            body=body,
            url=f"/things/{number}/",
            day=day,
            numbers=numbers,
            facets={
                name: [values] if isinstance(values, str) else list(values)
                for name, values in facets.items()
            },
        )
        self.documents_by_key[document.key] = document
        return document

    def take(self, number: int) -> str:
        """Take a document off the shelf; return its key."""
        return self.documents_by_key.pop(f"{SOURCE}:{number}").key

    def documents(self, keys: Sequence[str] | None) -> Iterator[SearchDocument]:
        """Yield documents as a source does."""
        for key in sorted(self.documents_by_key) if keys is None else keys:
            if key in self.documents_by_key:
                yield self.documents_by_key[key]
