"""Names go and numbers stay: messages know whose they are, registrations when they were erased."""

import sqlalchemy as sa
from alembic import op

revision = "names_go"
down_revision = "offers"
branch_labels = None
depends_on = None

MESSAGE = sa.table(
    "message", sa.column("id", sa.Integer), sa.column("holder", sa.String), sa.column("values", sa.JSON)
)
REGISTRATION = sa.table("registration", sa.column("id", sa.Integer), sa.column("reference", sa.String))


def upgrade() -> None:
    with op.batch_alter_table("message") as table:
        table.add_column(sa.Column("holder", sa.String(40), nullable=False, server_default=""))
        table.add_column(sa.Column("erase_when_sent", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_index("ix_message_holder", ["holder"])
    with op.batch_alter_table("message") as table:
        table.alter_column("holder", server_default=None)
        table.alter_column("erase_when_sent", server_default=None)
    with op.batch_alter_table("registration") as table:
        table.add_column(sa.Column("came_before", sa.Boolean(), nullable=True))
        table.add_column(sa.Column("erased_at", sa.DateTime(), nullable=True))
    _say_whose_messages_are()


def _say_whose_messages_are() -> None:
    """A message to somebody registered names the reference of her registration."""
    connection = op.get_bind()
    ids = {reference: number for number, reference in connection.execute(sa.select(REGISTRATION))}
    for message in connection.execute(sa.select(MESSAGE.c.id, MESSAGE.c["values"])).all():
        number = ids.get(message[1].get("reference"))
        if number is not None:
            mine = sa.update(MESSAGE).where(MESSAGE.c.id == message.id)
            connection.execute(mine.values(holder=f"registration:{number}"))


def downgrade() -> None:
    with op.batch_alter_table("registration") as table:
        table.drop_column("erased_at")
        table.drop_column("came_before")
    with op.batch_alter_table("message") as table:
        table.drop_index("ix_message_holder")
        table.drop_column("erase_when_sent")
        table.drop_column("holder")
