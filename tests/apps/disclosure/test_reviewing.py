"""Nothing is released that was not submitted, approved by another, and unchanged."""

import pytest
from django.db import IntegrityError, transaction

from opencounty.apps.disclosure import errors, services
from opencounty.apps.disclosure.models import Approval, Item, Version
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.base.errors import InputRefused, NotPermitted
from opencounty.kernel.org.actor import system
from tests.apps.disclosure.conftest import Office
from tests.factories.disclosure import (
    AttachmentFactory,
    ColumnFactory,
    FileFactory,
    VersionFactory,
)
from tests.factories.org import (
    DeputationFactory,
    OfficerFactory,
    actor_of,
    actor_with,
    officer_with,
)

State = Version.State


def test_a_draft_belongs_to_its_drafter_and_is_seen_by_its_unit_only(
    office: Office,
) -> None:
    version = office.draft()

    assert version.state == State.DRAFT
    assert version.drafted_by_id == office.reporter.account_id
    assert not Item.objects.visible_to(actor_with("disclosure.see_items")).exists()
    assert Item.objects.visible_to(office.head).get() == version.item
    assert version.item.title == "关于冬季供水的通知"
    assert Entry.objects.filter(action="disclosure.item_drafted").exists()


def test_plain_paragraphs_become_html_and_markup_is_cleaned(office: Office) -> None:
    plain = office.draft(body="第一段\n\n第二段 a<b")
    marked = office.draft(body='<p onclick="x()">正文<script>alert(1)</script></p>')

    assert plain.body == "<p>第一段</p><p>第二段 a&lt;b</p>"
    assert marked.body == "<p>正文</p>"
    assert marked.text == "正文"


def test_only_who_may_draft_for_the_unit_drafts(office: Office) -> None:
    stranger = actor_with("disclosure.draft_item")

    with pytest.raises(NotPermitted):
        services.draft_item(
            unit=office.unit,
            home_column=office.column,
            content=office.content(),
            by=stranger,
        )


def test_saving_keeps_the_words_tidy(office: Office) -> None:
    version = office.draft(
        doc_number="临水发[2026]  18 号", keywords="供水，防冻 供水", title="标题\u200b"
    )

    assert version.doc_number == "临水发〔2026〕18号"
    assert version.keywords == "供水;防冻"
    assert version.title == "标题"


@pytest.mark.parametrize(
    "facts", [{"title": "长" * 501}, {"genre": "长" * 41}, {"validity": "maybe"}]
)
def test_what_the_table_cannot_hold_is_refused_with_the_field(
    office: Office, facts: dict[str, str]
) -> None:
    with pytest.raises(InputRefused):
        office.draft(**facts)

    assert not Item.objects.exists()


def test_who_does_not_disclose_says_why(office: Office) -> None:
    with pytest.raises(InputRefused, match="理由"):
        office.draft(openness=Item.Openness.CLOSED)


def test_a_draft_somebody_else_saved_meanwhile_is_not_overwritten(
    office: Office,
) -> None:
    version = office.draft()
    opened_at = version.saved_at
    colleague = officer_with("disclosure.draft_item", unit=office.unit, name="周海")
    services.save_draft(
        version, office.content(title="同事的标题"), by=actor_of(colleague)
    )

    with pytest.raises(errors.DraftChangedMeanwhile, match="周海"):
        services.save_draft(
            version, office.content(), opened_at=opened_at, by=office.reporter
        )

    version.refresh_from_db()
    assert version.title == "同事的标题"


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"title": ""}, "标题"),
        ({"body": ""}, "正文"),
        ({"issuer": None}, "发布机构"),
        ({"summary": "概" * 201}, "内容概述"),
    ],
)
def test_an_incomplete_draft_is_not_submitted(
    office: Office, facts: dict[str, object], word: str
) -> None:
    version = office.draft(**facts)

    with pytest.raises(errors.ContentIncomplete, match=word):
        services.submit(version, by=office.reporter)

    version.refresh_from_db()
    assert version.state == State.DRAFT


def test_an_attachment_may_stand_for_the_body(office: Office) -> None:
    version = office.draft(body="")
    AttachmentFactory.create(version=version)

    assert services.submit(version, by=office.reporter).state == State.SUBMITTED


def test_submitting_seals_the_content_with_its_attachments(office: Office) -> None:
    version = office.draft()
    AttachmentFactory.create(version=version, title="名录")
    before = services.submit(version, by=office.reporter).digest

    other = office.draft()
    assert len(before) == 64
    assert services.submit(other, by=office.reporter).digest != before


def test_a_sealed_version_is_not_saved_again(office: Office) -> None:
    version = office.submitted()

    with pytest.raises(errors.WrongState):
        services.save_draft(version, office.content(title="改"), by=office.reporter)


def test_approval_is_signed_over_the_digest(office: Office) -> None:
    version = office.approved()

    signed = Approval.objects.get(step=Approval.Step.APPROVED)
    assert signed.by_id == office.head.account_id
    assert signed.digest == version.digest
    assert signed.opinion == "同意"


def test_the_drafter_may_not_approve(office: Office) -> None:
    both = actor_with(
        "disclosure.draft_item", "disclosure.approve_item", unit=office.unit
    )
    version = services.draft_item(
        unit=office.unit, home_column=office.column, content=office.content(), by=both
    )
    version = services.submit(version, by=both)

    with pytest.raises(errors.DrafterMayNotApprove):
        services.approve(version, by=both)


def test_who_changed_a_draft_may_not_approve_it(office: Office) -> None:
    editor = actor_with(
        "disclosure.draft_item", "disclosure.approve_item", unit=office.unit
    )
    version = office.draft()
    services.save_draft(version, office.content(title="改过"), by=editor)
    services.submit(version, by=office.reporter)

    with pytest.raises(errors.DrafterMayNotApprove):
        services.approve(version, by=editor)


def test_the_drafter_may_not_approve_as_somebodys_deputy(office: Office) -> None:
    drafter = officer_with("disclosure.draft_item", unit=office.unit)
    head = officer_with("disclosure.approve_item", unit=office.unit)
    DeputationFactory.create(principal=head, deputy=drafter)
    version = services.draft_item(
        unit=office.unit,
        home_column=office.column,
        content=office.content(),
        by=actor_of(drafter),
    )
    version = services.submit(version, by=actor_of(drafter))

    with pytest.raises(errors.DrafterMayNotApprove):
        services.approve(version, by=actor_of(drafter))


def test_a_deputy_of_the_drafter_may_not_approve_in_the_drafters_name(
    office: Office,
) -> None:
    drafter = officer_with(
        "disclosure.draft_item", "disclosure.approve_item", unit=office.unit
    )
    deputy = OfficerFactory.create()
    DeputationFactory.create(principal=drafter, deputy=deputy)
    version = services.draft_item(
        unit=office.unit,
        home_column=office.column,
        content=office.content(),
        by=actor_of(drafter),
    )
    version = services.submit(version, by=actor_of(drafter))

    with pytest.raises(errors.DrafterMayNotApprove):
        services.approve(version, by=actor_of(deputy))


def test_a_deputy_signs_for_the_principal_who_may(office: Office) -> None:
    head = officer_with("disclosure.approve_item", unit=office.unit, name="刘志强")
    deputy = OfficerFactory.create(name="王建国")
    DeputationFactory.create(principal=head, deputy=deputy)

    services.approve(office.submitted(), by=actor_of(deputy))

    signed = Approval.objects.get(step=Approval.Step.APPROVED)
    assert signed.for_account == head
    assert signed.by_name == "王建国 代 刘志强"


def test_one_right_of_several_that_is_not_the_drafters_is_enough(
    office: Office,
) -> None:
    drafter = officer_with(
        "disclosure.draft_item", "disclosure.approve_item", unit=office.unit
    )
    head = officer_with("disclosure.approve_item", unit=office.unit)
    deputy = OfficerFactory.create()
    for principal in (drafter, head):
        DeputationFactory.create(principal=principal, deputy=deputy)
    version = services.draft_item(
        unit=office.unit,
        home_column=office.column,
        content=office.content(),
        by=actor_of(drafter),
    )
    version = services.submit(version, by=actor_of(drafter))

    services.approve(version, by=actor_of(deputy))

    assert Approval.objects.get(step="approved").for_account == head


def test_an_approver_of_another_unit_may_not_approve(office: Office) -> None:
    with pytest.raises(NotPermitted):
        services.approve(office.submitted(), by=actor_with("disclosure.approve_item"))


def test_a_returned_version_comes_back_with_its_opinion_and_a_new_draft(
    office: Office,
) -> None:
    version = office.submitted()
    with pytest.raises(errors.ReasonMissing):
        services.return_(version, opinion=" ", by=office.head)

    version = services.return_(version, opinion="请补充附件", by=office.head)
    draft = services.revise(version.item, by=office.reporter)

    version.refresh_from_db()
    assert version.state == State.REVISED
    assert (draft.number, draft.state, draft.title) == (2, State.DRAFT, version.title)
    assert version.approvals.get(step="returned").opinion == "请补充附件"


def test_whose_words_were_returned_may_not_approve_the_next_version(
    office: Office,
) -> None:
    first = actor_with(
        "disclosure.draft_item", "disclosure.approve_item", unit=office.unit
    )
    version = services.draft_item(
        unit=office.unit, home_column=office.column, content=office.content(), by=first
    )
    version = services.submit(version, by=first)
    services.return_(version, opinion="重写", by=office.head)
    second = services.revise(version.item, by=office.reporter)
    services.submit(second, by=office.reporter)

    with pytest.raises(errors.DrafterMayNotApprove):
        services.approve(second, by=first)


def test_a_version_in_progress_bars_another(office: Office) -> None:
    version = office.submitted()

    with pytest.raises(errors.VersionInProgress):
        services.revise(version.item, by=office.reporter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(item=version.item, number=2, title="另一版")


def test_the_submitter_may_take_it_back_until_it_is_decided(office: Office) -> None:
    version = office.submitted()

    draft = services.recall(version, by=office.reporter)

    assert draft.state == State.DRAFT
    assert version.approvals.filter(step="recalled").exists()
    colleague = actor_with("disclosure.draft_item", unit=office.unit)
    services.submit(draft, by=office.reporter)
    with pytest.raises(NotPermitted):
        services.recall(draft, by=colleague)


def test_a_discarded_draft_stays_on_record(office: Office) -> None:
    version = office.draft()

    services.discard(version, reason="重复起草", by=office.reporter)

    version.refresh_from_db()
    assert version.state == State.DISCARDED
    with pytest.raises(errors.WrongState):
        services.discard(version, reason="再来", by=office.reporter)
    assert services.revise(version.item, by=office.reporter).number == 2


def test_the_next_version_takes_attachments_along(office: Office) -> None:
    version = office.draft()
    file = FileFactory.create()
    services.save_draft(
        version,
        office.content(
            files=[services.Enclosure(file, "名录"), services.Enclosure(file, "重复")]
        ),
        by=office.reporter,
    )
    services.submit(version, by=office.reporter)
    services.return_(version, opinion="改", by=office.head)

    draft = services.revise(version.item, by=office.reporter)

    assert [a.title for a in draft.attachments.all()] == ["重复"]


def test_nothing_is_deleted(office: Office) -> None:
    item = office.published()
    kept = [item, item.published_version, item.home_column, item.releases.get()]

    for row in kept:
        assert row is not None
        with pytest.raises(errors.NothingIsDeleted):
            row.delete()
        with pytest.raises(errors.NothingIsDeleted):
            type(row)._default_manager.all().delete()


def test_a_closed_column_takes_no_new_items(office: Office) -> None:
    services.close_column(office.column, reason="合并", by=office.publisher)
    office.column.refresh_from_db()

    with pytest.raises(errors.ColumnClosed):
        office.draft()


def test_a_column_of_links_takes_no_items(office: Office) -> None:
    with pytest.raises(errors.ColumnTakesNoItems):
        office.draft(home_column=ColumnFactory.create(kind="link"))


def test_the_queues_show_each_what_is_theirs(office: Office) -> None:
    version = office.draft()
    versions = Version.objects

    assert versions.all().to_finish(office.reporter).get() == version
    services.submit(version, by=office.reporter)
    assert versions.all().to_approve(office.head).get() == version
    assert not versions.all().to_approve(office.reporter).exists()
    assert not versions.all().to_approve(actor_with("disclosure.approve_item")).exists()
    services.approve(version, by=office.head)
    assert versions.all().to_publish(office.publisher).get() == version


def test_the_system_signs_no_review(office: Office) -> None:
    with pytest.raises(NotPermitted):
        services.approve(office.submitted(), by=system("导入"))


def test_a_draft_is_submitted_once_and_recalled_while_it_waits(office: Office) -> None:
    version = office.submitted()
    with pytest.raises(errors.WrongState, match="送审"):
        services.submit(version, by=office.reporter)

    services.approve(version, by=office.head)
    with pytest.raises(errors.WrongState, match="收回"):
        services.recall(version, by=office.reporter)


def test_a_wording_whose_digest_does_not_match_is_not_approved(office: Office) -> None:
    version = VersionFactory.create(
        item=Item.objects.create(
            unit=office.unit, home_column=office.column, title="伪造"
        ),
        state=State.SUBMITTED,
        digest="0" * 64,
    )

    with pytest.raises(errors.ContentChanged):
        services.approve(version, by=office.head)


def test_a_body_beyond_all_measure_is_refused(office: Office) -> None:
    with pytest.raises(InputRefused, match="正文"):
        office.draft(body="字" * 5_000_001)


def test_who_has_no_account_has_nothing_on_the_desk(office: Office) -> None:
    office.submitted()
    platform = system("巡检")

    assert not Version.objects.all().to_finish(platform).exists()
    assert Version.objects.all().to_approve(platform).exists()
    assert not services.may_approve(Version.objects.get(), platform)
