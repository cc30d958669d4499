"""Let the database itself refuse changes to the trail.

PostgreSQL refuses UPDATE and DELETE of entries, seals and leaves. SQLite refuses
UPDATE; it empties tables with DELETE between tests, so removal there is left to
`audit verify` to find. TRUNCATE, which does the same on PostgreSQL, is refused by
not granting it to the application's role in production. On SQLite Django alters a
table by making it anew, without its triggers: whoever alters one adds them again.
"""

from django.db import migrations

TABLES = ("audit_entry", "audit_seal", "audit_leaf")

FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only';
END
$$ LANGUAGE plpgsql
"""


def guard(apps, schema_editor):
    run = schema_editor.execute
    if schema_editor.connection.vendor == "postgresql":
        run(FUNCTION)
        for table in TABLES:
            run(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE "
                f"ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()"
            )
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            run(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )


def unguard(apps, schema_editor):
    run = schema_editor.execute
    on_table = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        where = f" ON {table}" if on_table else ""
        run(f"DROP TRIGGER IF EXISTS {table}_append_only{where}")
    if on_table:
        run("DROP FUNCTION IF EXISTS audit_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
