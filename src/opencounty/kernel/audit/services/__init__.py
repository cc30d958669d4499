"""Verbs of audit: record what was done, seal the trail, check it, word it."""

from opencounty.kernel.audit.masks import masked, masked_address, masked_name
from opencounty.kernel.audit.phrases import actions, phrase_for, register_phrases
from opencounty.kernel.audit.services.checking import Fault, Finding, Verdict, verify
from opencounty.kernel.audit.services.records import record
from opencounty.kernel.audit.services.sealing import seal

__all__ = [
    "Fault",
    "Finding",
    "Verdict",
    "actions",
    "masked",
    "masked_address",
    "masked_name",
    "phrase_for",
    "record",
    "register_phrases",
    "seal",
    "verify",
]
