"""Schedules of other programs keep what they say"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = '2ec53305e75b'
down_revision = 'calls'
branch_labels = None
depends_on = None

NEW = {
    'event': [('next_version', sa.String(length=100), "''")],
    'room': [('guid', sa.String(length=36), "''")],
    'speaker': [('guid', sa.String(length=36), "''")],
    'talk': [
        ('description', sa.JSON(), "'{}'"),
        ('code', sa.String(length=40), "''"),
        ('do_not_record', sa.Boolean(), sa.false()),
        ('licence', sa.String(length=200), "''"),
    ],
    'talk_material': [('word', sa.String(length=40), "''")],
    'track': [('colour', sa.String(length=7), "''")],
}
"""What each row has from now on, and what those that stand there already get."""


def upgrade() -> None:
    for table, columns in NEW.items():
        with op.batch_alter_table(table) as batch_op:
            for name, kind, default in columns:
                default = sa.text(default) if isinstance(default, str) else default
                batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=default))
        with op.batch_alter_table(table) as batch_op:
            for name, kind, _default in columns:
                batch_op.alter_column(name, existing_type=kind, existing_nullable=False, server_default=None)
    for table in ('room', 'speaker'):
        name_rows(table)
    for table in ('slot', 'speaker'):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column('number', sa.BigInteger(), nullable=True))
    with op.batch_alter_table('room') as batch_op:
        batch_op.create_index(batch_op.f('ix_room_guid'), ['guid'], unique=False)


def name_rows(table: str) -> None:
    """Each row its own guid."""
    rows = sa.table(table, sa.column('id'), sa.column('guid'))
    for row_id in op.get_bind().scalars(sa.select(rows.c.id)).all():
        op.execute(rows.update().where(rows.c.id == row_id).values(guid=str(uuid4())))


def downgrade() -> None:
    with op.batch_alter_table('room') as batch_op:
        batch_op.drop_index(batch_op.f('ix_room_guid'))
    for table in ('slot', 'speaker'):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column('number')
    for table, columns in NEW.items():
        with op.batch_alter_table(table) as batch_op:
            for name, _kind, _default in columns:
                batch_op.drop_column(name)
