"""What the trail says of deeds on the portal."""

from opencounty.kernel.audit.services import register_phrases

register_phrases(
    {
        "portal.laid_out": "搭建门户的首页",
        "portal.page_added": "增加固定页面 /{slug}/",
        "portal.site_facts_set": "设置网站要素：{facts}",
        "portal.composer_named": "指定 {name} 编排网页",
        "portal.unit_site_opened": "开设子站，栏目 {columns}",
    }
)
