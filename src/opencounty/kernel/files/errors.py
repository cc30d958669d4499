"""Why a file is not taken, or cannot be given."""

from typing import ClassVar

from opencounty.kernel.base.errors import Refusal


class FileRefused(Refusal):
    """The file cannot be taken as it is; subclasses say why and what would do."""

    code: ClassVar[str] = "files.refused"
    status = 422


class EmptyFile(FileRefused):
    """There is nothing in the file."""

    code = "files.empty"
    message = "“{name}”是空文件（0 字节）。请检查文件后重新上传。"


class FileTooLarge(FileRefused):
    """The file is larger than may be."""

    code = "files.too_large"
    message = "“{name}”超过 {limit} 的上限。请压缩图片、拆分文件后再上传。"
    status = 413


class KindNotAllowed(FileRefused):
    """Files of this kind are not taken here."""

    code = "files.kind_not_allowed"
    message = "“{name}”的内容是{kind}，这里不能上传。可以上传的类型：{allowed}。"


class NameBelies(FileRefused):
    """The name says one kind, the content is another."""

    code = "files.name_belies_content"
    message = (
        "“{name}”的扩展名与内容不符：内容是{kind}（{extensions}）。"
        "请用原来的软件另存为正确的格式，不要直接改扩展名。"
    )


class ArchiveDamaged(FileRefused):
    """The archive cannot be read."""

    code = "files.archive_damaged"
    message = "“{name}”已损坏，不能打开。请在本机确认能打开后重新上传。"


class ArchiveUnsafe(FileRefused):
    """What is inside the archive could do harm when it is unpacked."""

    code = "files.archive_unsafe"
    message = "“{name}”不能接收：{reason}。请整理后重新打包，或逐个上传文件。"


class StorageFull(Refusal):
    """There is no room left on the disk."""

    code = "files.storage_full"
    message = "存储空间不足，“{name}”没有保存。请联系系统管理员。"
    status = 507


class FileLost(Refusal):
    """The record is there, the bytes are not."""

    code = "files.lost"
    message = "“{name}”暂时无法读取，请联系网站管理员（编号 {code}）。"
    status = 503
