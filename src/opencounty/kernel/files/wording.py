"""What the deeds on files read like in the audit trail."""

from opencounty.kernel.audit.services import register_phrases

register_phrases({"files.stored": "存入文件“{name}”"})
