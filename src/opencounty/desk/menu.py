"""Where the desk's own pages stand in its menu."""

from opencounty.ui import menu

MINE, ORGANISATION = "我的工作", "组织与记录"

menu.register_section(MINE, position=0)
menu.register_section(ORGANISATION, position=900)

menu.register(section=MINE, label="首页", url_name="desk:home", position=0)
menu.register(section=MINE, label="代理", url_name="desk:deputies", position=90)
menu.register(section=ORGANISATION, label="单位", url_name="desk:units", position=10)
menu.register(section=ORGANISATION, label="人员", url_name="desk:people", position=20)
menu.register(
    section=ORGANISATION,
    label="角色",
    url_name="desk:roles",
    permission="org.manage_roles",
    position=30,
)
menu.register(
    section=ORGANISATION,
    label="审计记录",
    url_name="desk:audit",
    permission="audit.read",
    position=70,
)
menu.register(
    section=ORGANISATION,
    label="后台作业",
    url_name="desk:jobs",
    permission="jobs.see_jobs",
    position=80,
)
