"""What the deeds on the search index read like in the audit trail."""

from opencounty.kernel.audit.services import register_phrases

register_phrases({"search.rebuild_requested": "要求重建检索库"})
