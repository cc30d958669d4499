"""What the deeds of organisation and of the trail itself read like."""

from opencounty.kernel.audit.phrases import register_phrases

register_phrases(
    {
        "audit.trail_read": "查阅了审计记录（{filters}）",
        "org.account_locked": "停用了 {name} 的账号：{reason}",
        "org.account_unlocked": "启用了 {name} 的账号：{reason}",
        "org.appointment_cancelled": "撤销了 {name} 的“{post}”一职：{reason}",
        "org.appointment_ended": "免去 {name} 的“{post}”一职，到 {ends_on} 为止",
        "org.citizen_signed_up": "注册了账号",
        "org.code_failed": "二次验证的验证码不对",
        "org.deputy_named": (
            "委托 {deputy} 代理 {principal}，{starts_on} 至 {ends_on}：{reason}"
        ),
        "org.deputy_released": "收回了 {deputy} 对 {principal} 的代理",
        "org.divisions_closed": "停用了 {count} 个区划：{first}",
        "org.divisions_imported": (
            "导入区划第 {lines} 行：新增 {created}，变更 {changed}，停用 {closed}"
        ),
        "org.log_in_failed": "登录失败",
        "org.logged_in": "登录",
        "org.logged_out": "退出",
        "org.officer_appointed": "任命 {name} 为“{post}”，自 {starts_on} 起",
        "org.officer_opened": "开通了 {name} 的工作人员账号",
        "org.password_chosen": "更改了自己的密码",
        "org.password_reset": "重设了 {name} 的密码",
        "org.person_renamed": "把 {before} 的登记改为 {name}",
        "org.post_created": "设立岗位“{title}”，角色：{roles}",
        "org.post_roles_changed": "岗位角色由“{before}”改为“{after}”",
        "org.role_changed": "修改角色“{name}”：增加 {added}；取消 {gone}",
        "org.role_created": "设立角色“{name}”：{permissions}",
        "org.second_factor_added": "启用了二次验证（{kind}）",
        "org.second_factor_removed": "停用了二次验证（{kind}）",
        "org.second_factor_renewed": "重新生成了备用码",
        "org.unit_changed": "修改单位信息：{before} → {after}",
        "org.unit_closed": "撤销单位“{name}”，到 {valid_to} 为止：{reason}",
        "org.unit_founded": "设立单位“{name}”",
    }
)
