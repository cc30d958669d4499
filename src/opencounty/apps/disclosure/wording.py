"""What the trail says of deeds in the information pool."""

from opencounty.kernel.audit.services import register_phrases

register_phrases(
    {
        "disclosure.item_drafted": "起草信息，主栏目 {column}",
        "disclosure.version_drafted": "起草第 {number} 版，以第 {based_on} 版为底稿",
        "disclosure.draft_saved": "保存第 {number} 版草稿",
        "disclosure.version_discarded": "作废第 {number} 版：{reason}",
        "disclosure.version_submitted": "第 {number} 版送审",
        "disclosure.version_recalled": "收回第 {number} 版",
        "disclosure.version_returned": "退回第 {number} 版：{opinion}",
        "disclosure.version_approved": "审核通过第 {number} 版，内容摘要值 {digest}",
        "disclosure.item_published": "发布第 {number} 版，索引号 {index_number}",
        "disclosure.item_withdrawn": "撤回：{reason}",
        "disclosure.item_restored": "恢复发布：{reason}",
        "disclosure.item_placed": "调整栏目，主栏目 {home}",
        "disclosure.item_pinned": "在栏目 {column} 置顶",
        "disclosure.item_unpinned": "在栏目 {column} 取消置顶",
        "disclosure.items_linked": "建立关系 {kind}，对象 {target}",
        "disclosure.items_unlinked": "取消关系 {kind}，对象 {target}：{reason}",
        "disclosure.validity_changed": "有效性由“{before}”改为“{after}”：{reason}",
        "disclosure.items_imported": "从 {origin} 导入 {count} 条",
        "disclosure.imports_updated": "按 {origin} 更新 {count} 条",
        "disclosure.column_created": "开设栏目 {path}",
        "disclosure.column_changed": "修改栏目，原为 {before}，改为 {after}",
        "disclosure.column_closed": "关闭栏目：{reason}",
        "disclosure.column_reopened": "重新开设栏目：{reason}",
        "disclosure.columns_recounted": "重新清点栏目，更正 {wrong} 个",
        "disclosure.category_added": "增加公开类目 {code} {name}",
        "disclosure.category_changed": "修改公开类目，原为 {before}，改为 {after}",
    }
)
