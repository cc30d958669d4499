"""Verbs of organisation: who acts, who holds which post, who stands in for whom."""

from opencounty.kernel.org.services.actors import actor_for

__all__ = ["actor_for"]
