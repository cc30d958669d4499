"""What one may be allowed to do in the information pool."""

from opencounty.kernel.org.permissions import register

SEE = "disclosure.see_items"
DRAFT = "disclosure.draft_item"
APPROVE = "disclosure.approve_item"
PUBLISH = "disclosure.publish_item"
WITHDRAW = "disclosure.withdraw_item"
SET_VALIDITY = "disclosure.set_validity"
MANAGE_COLUMNS = "disclosure.manage_columns"
MANAGE_CATEGORIES = "disclosure.manage_categories"
IMPORT = "disclosure.import_items"

register(SEE, "查看信息库")
register(DRAFT, "起草和修改信息")
register(APPROVE, "审核信息")
register(PUBLISH, "发布信息、调整栏目")
register(WITHDRAW, "撤回和恢复信息")
register(SET_VALIDITY, "标注文件有效性")
register(MANAGE_COLUMNS, "管理栏目")
register(MANAGE_CATEGORIES, "管理公开类目")
register(IMPORT, "导入信息")
