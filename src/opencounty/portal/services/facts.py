"""The facts of a site, and who may compose its pages."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
)

from opencounty.kernel.audit import services as audit
from opencounty.kernel.base.errors import InputRefused
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Account
from opencounty.portal import generation, permissions
from opencounty.portal.models import SiteFacts

COMPOSERS = "门户编排"
# app label and codename: the admin itself, facts of the site, redirects, hosts
COMPOSING = (
    ("wagtailadmin", "access_admin"),
    ("portal", "change_sitefacts"),
    *(("portal", f"{deed}_trustedhost") for deed in ("add", "change", "delete")),
    *(("wagtailredirects", f"{deed}_redirect") for deed in ("add", "change", "delete")),
)
ON_PAGES = ("add_page", "change_page", "publish_page")
ON_PICTURES = ("add_image", "change_image", "choose_image")


@transaction.atomic
def set_site_facts(*, site: Site | None = None, by: Actor, **facts: Any) -> SiteFacts:
    """Set facts of a site; a malformed one is refused, the others stay."""
    by = by.require(permissions.LAY_OUT)
    chosen = site or Site.objects.get(is_default_site=True)
    row: SiteFacts = SiteFacts.objects.get_or_create(site=chosen)[0]
    for name, value in facts.items():
        setattr(row, name, value)
    try:
        row.full_clean(exclude=["site"])
    except ValidationError as error:
        name, words = next(iter(error.message_dict.items()))
        label = SiteFacts._meta.get_field(name).verbose_name if name in facts else name
        raise InputRefused(field=str(label), reason="；".join(words)) from error
    row.save()
    audit.record("portal.site_facts_set", on=row, by=by, facts=sorted(facts))
    generation.bump_on_commit()
    return row


@transaction.atomic
def let_compose(account: Account, *, by: Actor) -> Account:
    """Let an officer compose the portal's pages, pictures, redirects and facts."""
    by = by.require(permissions.LAY_OUT)
    account = Account.objects.select_for_update().get(pk=account.pk)
    group = _composers()
    if account.groups.filter(pk=group.pk).exists():
        return account
    account.groups.add(group)
    account.is_staff = True
    account.save(update_fields=["is_staff"])
    audit.record("portal.composer_named", on=account, by=by, name=account.name)
    return account


def _composers() -> Group:
    """Return the group of composers, with what it needs in the Wagtail admin."""
    group, made = Group.objects.get_or_create(name=COMPOSERS)
    if not made:
        return group
    for label, codename in COMPOSING:
        group.permissions.add(_permission(label, codename))
    root = Page.get_first_root_node()
    for codename in ON_PAGES:
        GroupPagePermission.objects.create(
            group=group, page=root, permission=_permission("wagtailcore", codename)
        )
    pictures = Collection.get_first_root_node()
    for codename in ON_PICTURES:
        GroupCollectionPermission.objects.create(
            group=group,
            collection=pictures,
            permission=_permission("wagtailimages", codename),
        )
    return group


def _permission(label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=label, codename=codename)
