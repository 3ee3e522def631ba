"""Free seats are offered to whoever waits, and kept until an answer."""

import sqlalchemy as sa
from alembic import op

revision = "offers"
down_revision = "rooms_have_addresses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("seats_at_once", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("event") as table:
        table.alter_column("seats_at_once", server_default=None)
    with op.batch_alter_table("seat") as table:
        table.add_column(sa.Column("offered_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("offer_ends_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("lapses", sa.Integer(), nullable=False, server_default="0"))
        table.create_index("ix_seat_offer_ends_at", ["offer_ends_at"])


def downgrade() -> None:
    with op.batch_alter_table("seat") as table:
        table.drop_index("ix_seat_offer_ends_at")
        table.drop_column("lapses")
        table.drop_column("offer_ends_at")
        table.drop_column("offered_at")
    with op.batch_alter_table("event") as table:
        table.drop_column("seats_at_once")
