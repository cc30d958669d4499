"""Numbers that look personal are not released unless somebody says why."""

import pytest

from opencounty.apps.disclosure import errors, services
from opencounty.apps.disclosure.models import Item, Version
from opencounty.apps.disclosure.services import Enclosure
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.files.signals import text_extracted
from opencounty.kernel.search.models import Pending
from tests.apps.disclosure.conftest import Office
from tests.factories.disclosure import FileFactory

MOBILE = "13800138000"


def approved_with_file(office: Office, **facts: object) -> Version:
    file = FileFactory.create(**facts)
    return office.approved(files=[Enclosure(file, "名单")])


@pytest.mark.parametrize(
    "facts", [{"body": f"联系人{MOBILE}"}, {"title": f"找{MOBILE}"}]
)
def test_a_number_in_the_words_bars_release(
    office: Office, facts: dict[str, str]
) -> None:
    version = office.approved(**facts)

    with pytest.raises(errors.PersonalNumbersFound) as refusal:
        services.publish(version, by=office.publisher)

    assert MOBILE not in str(refusal.value)
    assert "手机号" in str(refusal.value)
    assert not Item.objects.live().exists()


def test_a_number_in_an_attachment_bars_release(office: Office) -> None:
    version = approved_with_file(office, text=f"张三 {MOBILE}", text_state="done")

    with pytest.raises(errors.PersonalNumbersFound, match="名单"):
        services.publish(version, by=office.publisher)


def test_a_reason_lets_it_out_and_stays_on_record(office: Office) -> None:
    version = office.approved(body=f"值班电话{MOBILE}")

    item = services.publish(
        version, confirmed="值班手机，本人同意公开", by=office.publisher
    )

    assert item.is_live
    assert item.releases.get().reason == "值班手机，本人同意公开"
    facts = Entry.objects.get(action="disclosure.item_published").facts
    assert len(facts["personal_numbers"]) == 1
    assert MOBILE not in str(facts)


def test_a_restored_item_is_looked_at_again(office: Office) -> None:
    version = office.approved(body=f"电话{MOBILE}")
    item = services.publish(version, confirmed="公开电话", by=office.publisher)
    services.withdraw(item, reason="核实", by=office.publisher)

    with pytest.raises(errors.PersonalNumbersFound):
        services.restore(item, reason="无误", by=office.publisher)
    services.restore(item, reason="无误", confirmed="公开电话", by=office.publisher)


def test_an_attachment_nobody_read_yet_bars_release(office: Office) -> None:
    version = approved_with_file(office, text_state="pending")

    with pytest.raises(errors.AttachmentNotRead, match="名单"):
        services.publish(version, by=office.publisher)
    services.publish(version, confirmed="已人工核对", by=office.publisher)


def test_many_findings_are_counted_not_listed(office: Office) -> None:
    many = "\n".join(f"电话 1380013{n:04d} 。" for n in range(9))
    version = office.approved(body=many)

    with pytest.raises(errors.PersonalNumbersFound, match="等 9 处"):
        services.publish(version, by=office.publisher)


def test_text_read_later_is_indexed_with_the_item(office: Office) -> None:
    version = approved_with_file(office, text_state="none")
    item = services.publish(version, by=office.publisher)
    file = StoredFile.objects.get()
    Pending.objects.all().delete()

    text_extracted.send(StoredFile, stored=file)

    assert Pending.objects.get().key == f"disclosure.item:{item.pk}"
