"""Text of Excel workbooks."""

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from opencounty.kernel.files.reading.text import Gathering, Reading

MOST_CELLS = 500_000
MANY_CELLS = "表格太大，只提取了前 50 万个单元格"
HIDDEN = "有隐藏的工作表“{title}”，公开前请检查"


def read_sheets(path: Path) -> Reading:
    """Read the sheets row by row, cells apart by tabs, hidden sheets too."""
    gathering = Gathering()
    # openpyxl minds the extension of a path; ours have none
    with path.open("rb") as file:
        workbook = load_workbook(file, read_only=True, data_only=True)
        cells = 0
        for sheet in workbook.worksheets:
            cells += _read_sheet(sheet, gathering, MOST_CELLS - cells)
            if sheet.sheet_state != "visible":
                gathering.notes.append(HIDDEN.format(title=sheet.title))
        if cells >= MOST_CELLS:
            gathering.notes.append(MANY_CELLS)
    return gathering.reading()


def _read_sheet(sheet: Worksheet, gathering: Gathering, most: int) -> int:
    """Gather the rows of one sheet; return how many cells that were."""
    cells = 0
    gathering.add(str(sheet.title))
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # read-only sheets have it
    for row in sheet.iter_rows(values_only=True):
        if gathering.is_full or cells >= most:
            break
        cells += len(row)
        gathering.add("\t".join("" if v is None else str(v) for v in row).rstrip())
    return cells
