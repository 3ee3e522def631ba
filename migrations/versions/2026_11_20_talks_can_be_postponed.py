"""Talks can be postponed, and each date says why"""

import sqlalchemy as sa
from alembic import op

revision = 'postponed'
down_revision = 'conflicts'
branch_labels = None
depends_on = None

TABLES = ('slot', 'released_slot')
OLD, NEW = ("'confirmed', 'cancelled', 'unscheduled'", "'confirmed', 'postponed', 'cancelled', 'unscheduled'")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column('postponed_from', sa.DateTime(), nullable=True))
            batch_op.add_column(sa.Column('reason', sa.JSON(), nullable=False, server_default='{}'))
            _allow(batch_op, table, NEW)
        reasons = f"SELECT talk.cancel_reason FROM talk WHERE talk.id = {table}.talk_id"
        op.execute(f"UPDATE {table} SET reason = ({reasons}) WHERE state = 'cancelled' AND talk_id IS NOT NULL")
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column('reason', server_default=None)
    with op.batch_alter_table('talk') as batch_op:
        batch_op.drop_column('cancel_reason')


def downgrade() -> None:
    with op.batch_alter_table('talk') as batch_op:
        batch_op.add_column(sa.Column('cancel_reason', sa.JSON(), nullable=False, server_default='{}'))
    reasons = "SELECT slot.reason FROM slot WHERE slot.talk_id = talk.id AND slot.state = 'cancelled' LIMIT 1"
    op.execute(f"UPDATE talk SET cancel_reason = COALESCE(({reasons}), '{{}}')")
    with op.batch_alter_table('talk') as batch_op:
        batch_op.alter_column('cancel_reason', server_default=None)
    for table in TABLES:
        op.execute(f"UPDATE {table} SET state = 'cancelled' WHERE state = 'postponed'")
        with op.batch_alter_table(table) as batch_op:
            _allow(batch_op, table, OLD)
            batch_op.drop_column('reason')
            batch_op.drop_column('postponed_from')


def _allow(batch_op, table: str, states: str) -> None:
    batch_op.drop_constraint(op.f(f'ck_{table}_state'), type_='check')
    batch_op.create_check_constraint(op.f(f'ck_{table}_state'), f"state IN ({states})")
