"""The two faces: which style files, in which order, make one stylesheet.

A page asks for one joined file. `python -m opencounty.ui.faces` writes them after a
change of a part; a test holds them equal.
"""

from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static" / "ui"
FACES = ("portal", "desk")
FIRST = ("tokens.css", "base.css")
LAST = ("large.css", "adapt.css", "print.css")


def parts(face: str) -> list[Path]:
    """Return the files of a face in the order in which they are read."""
    components = sorted((STATIC / "components").glob("*.css"))
    first, last = ([STATIC / name for name in names] for names in (FIRST, LAST))
    return [*first, *components, STATIC / f"{face}.css", *last]


def joined(face: str) -> str:
    """Return the stylesheet of a face, each part under its name."""
    return "\n".join(
        f"/* {part.relative_to(STATIC).as_posix()} */\n"
        + part.read_text(encoding="utf-8").strip()
        + "\n"
        for part in parts(face)
    )


def path_of(face: str) -> Path:
    """Return where the joined stylesheet of a face is kept."""
    return STATIC / "faces" / f"{face}.css"


def write() -> None:
    """Write the joined stylesheet of every face."""
    for face in FACES:
        path_of(face).write_text(joined(face), encoding="utf-8")


if __name__ == "__main__":
    write()
