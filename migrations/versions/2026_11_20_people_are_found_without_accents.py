"""People are found without accents, and by their telephone however it is written."""

import sqlalchemy as sa
from alembic import op

from events.kit.search import folded_line
from events.kit.telephones import phone_key

revision = "found_without_accents"
down_revision = "members_counted"
branch_labels = None
depends_on = None

AT_ONCE = 1000


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("name_key", sa.String(200), nullable=False, server_default=""))
        table.add_column(sa.Column("phone_key", sa.String(80), nullable=False, server_default=""))
    with op.batch_alter_table("attendee") as table:
        table.add_column(sa.Column("name_key", sa.String(200), nullable=False, server_default=""))
    person = sa.table("person", *map(sa.column, ("id", "name", "phone", "name_key", "phone_key")))
    attendee = sa.table("attendee", *map(sa.column, ("id", "name", "name_key")))
    _fill(person, lambda row: {"name_key": folded_line(row.name)[:200], "phone_key": phone_key(row.phone)})
    _fill(attendee, lambda row: {"name_key": folded_line(row.name)[:200]})
    with op.batch_alter_table("person") as table:
        table.alter_column("name_key", server_default=None)
        table.alter_column("phone_key", server_default=None)
        table.create_index("ix_person_name_key", ["organisation_id", "name_key"])
    with op.batch_alter_table("attendee") as table:
        table.alter_column("name_key", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("attendee") as table:
        table.drop_column("name_key")
    with op.batch_alter_table("person") as table:
        table.drop_index("ix_person_name_key")
        table.drop_column("phone_key")
        table.drop_column("name_key")


def _fill(table, keys) -> None:
    connection, last = op.get_bind(), 0
    while rows := connection.execute(
        sa.select(table).where(table.c.id > last).order_by(table.c.id).limit(AT_ONCE)
    ).all():
        values = [{"row_id": row.id, **keys(row)} for row in rows]
        named = {name: sa.bindparam(name) for name in values[0] if name != "row_id"}
        connection.execute(sa.update(table).where(table.c.id == sa.bindparam("row_id")).values(named), values)
        last = rows[-1].id
