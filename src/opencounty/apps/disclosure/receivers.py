"""What the pool tells kernel and desk when it loads, and what it listens to."""

from django.apps import apps
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from opencounty.apps.disclosure import guards
from opencounty.apps.disclosure.services import indexing
from opencounty.kernel.search import services as search

search.register_source(indexing.SOURCE, indexing.ItemSource())
post_migrate.connect(guards.install, sender=apps.get_app_config("disclosure"))
register(Tags.database)(guards.check)
