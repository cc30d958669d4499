"""Why the information pool says no."""

from django.utils.translation import gettext_lazy as _

from opencounty.kernel.base.errors import Refusal


class NothingIsDeleted(Refusal):
    """What was written, decided or released stays for ever."""

    code = "disclosure.nothing_is_deleted"
    message = _("{what}不能删除，只能撤回、作废或替代，经过一律保留。")


class WrongState(Refusal):
    """A version is not in the state the deed needs."""

    code = "disclosure.wrong_state"
    message = _("这一版现在是“{state}”，不能{deed}。请刷新后再看。")


class ContentIncomplete(Refusal):
    """Something is missing before the version may be submitted."""

    code = "disclosure.content_incomplete"
    message = _("还不能送审：{missing}。")
    status = 422


class DrafterMayNotApprove(Refusal):
    """The person who wrote it may not approve it, nor anybody in their name."""

    code = "disclosure.drafter_may_not_approve"
    message = _("起草、修改或送审过这一版的人不能审核它，也不能由代理人代其审核。")


class ContentChanged(Refusal):
    """The content no longer is what was approved."""

    code = "disclosure.content_changed"
    message = _("内容与审核通过的不一致，不能发布。请重新送审。")


class NotForThePublic(Refusal):
    """Only information disclosed on the organ's own initiative is published."""

    code = "disclosure.not_for_the_public"
    message = _("公开属性是“{openness}”，不能在门户发布。")
    basis = "政府信息公开条例第十三条"


class PersonalNumbersFound(Refusal):
    """Numbers of natural persons stand in the text or in an attachment."""

    code = "disclosure.personal_numbers_found"
    message = _("疑似含有未遮盖的个人号码：{found}。请遮盖，或说明理由后确认发布。")
    status = 422


class AttachmentNotRead(Refusal):
    """An attachment has not been read yet, so nobody knows what is in it."""

    code = "disclosure.attachment_not_read"
    message = _("附件“{name}”的文字还没有提取完，不能核对个人号码。请稍后再试。")


class AlreadyWithdrawn(Refusal):
    """The item is not shown now, so it cannot be withdrawn."""

    code = "disclosure.already_withdrawn"
    message = _("这条信息现在没有发布，无需撤回。")


class NotWithdrawn(Refusal):
    """Only a withdrawn item can be restored."""

    code = "disclosure.not_withdrawn"
    message = _("这条信息没有撤回，无需恢复。")


class VersionInProgress(Refusal):
    """An item has one version in progress at a time."""

    code = "disclosure.version_in_progress"
    message = _("第{number}版正在办理（{state}），办完或作废后才能再起草新版。")


class ReasonMissing(Refusal):
    """The deed needs a reason that stays on record."""

    code = "disclosure.reason_missing"
    message = _("请写明理由，理由会永久保留。")
    status = 422


class ColumnClosed(Refusal):
    """A closed column takes no new items."""

    code = "disclosure.column_closed"
    message = _("栏目“{column}”已关闭，不能再上信息。")


class ColumnTakesNoItems(Refusal):
    """A column of links holds no items of its own."""

    code = "disclosure.column_takes_no_items"
    message = _("栏目“{column}”只是链接，不能上信息。")


class ColumnInUse(Refusal):
    """The column still has what would be left without a place."""

    code = "disclosure.column_in_use"
    message = _("栏目“{column}”还有{what}，不能关闭。")


class ColumnPathTaken(Refusal):
    """Two columns cannot have one address."""

    code = "disclosure.column_path_taken"
    message = _("网址路径“{path}”已被栏目“{column}”使用。")


class LinkRefused(Refusal):
    """Two items cannot stand in this relation."""

    code = "disclosure.link_refused"
    message = _("不能建立这个关系：{why}。")


class DraftChangedMeanwhile(Refusal):
    """Somebody else saved the draft after it was opened."""

    code = "disclosure.draft_changed_meanwhile"
    message = _("{name}在您打开之后保存过这份草稿。您写的还在下面，请核对后再保存。")


class TokenBelongsToAnother(Refusal):
    """A form's token was used by somebody else or for another deed."""

    code = "disclosure.token_belongs_to_another"
    message = _("这张表单已失效，请回到页面重新打开。")


class UnreadableFile(Refusal):
    """The file to import cannot be read, or breaks off."""

    code = "disclosure.unreadable_file"
    message = _("文件“{file}”不能导入：{reason}。")
    status = 422


class UnreadableMapping(Refusal):
    """The mapping file of an import does not say what it must."""

    code = "disclosure.unreadable_mapping"
    message = _("对照文件“{file}”不能用：{reason}。")
    status = 422


class NoSuchUnit(Refusal):
    """The unit that imported items shall belong to does not exist."""

    code = "disclosure.no_such_unit"
    message = _("没有代号为“{slug}”的单位。")
    status = 422


class NoSuchColumn(Refusal):
    """The column that imported items shall stand in does not exist."""

    code = "disclosure.no_such_column"
    message = _("没有网址路径为“{path}”的栏目。")
    status = 422
