"""The numbers that name people, organs and places: read, check, make, mask.

Pure. `parse_…` returns the number as a dataclass, or a Fault that says in Chinese
what is wrong, at which place, and what would be right.
"""

from opencounty.kernel.base.codes.citizens import (
    CitizenId,
    Sex,
    citizen_check_digit,
    parse_citizen_id,
    upgrade_citizen_id,
)
from opencounty.kernel.base.codes.divisions import DivisionCode, Level, parse_division
from opencounty.kernel.base.codes.faults import Fault, normalise
from opencounty.kernel.base.codes.masks import mask_citizen_id, mask_phone
from opencounty.kernel.base.codes.organisations import (
    Uscc,
    organisation_check_digit,
    parse_uscc,
    uscc_check_digit,
)

__all__ = [
    "CitizenId",
    "DivisionCode",
    "Fault",
    "Level",
    "Sex",
    "Uscc",
    "citizen_check_digit",
    "mask_citizen_id",
    "mask_phone",
    "normalise",
    "organisation_check_digit",
    "parse_citizen_id",
    "parse_division",
    "parse_uscc",
    "upgrade_citizen_id",
    "uscc_check_digit",
]
