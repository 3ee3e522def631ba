"""Members are counted for good: whether a card was shown stays when its number goes."""

import sqlalchemy as sa
from alembic import op

revision = "members_counted"
down_revision = "registration_terms"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("registration") as table:
        table.add_column(sa.Column("was_member", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("registration") as table:
        table.drop_column("was_member")
