"""What was done to the timetable can be taken back"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_20_edits'
down_revision = '22077a3fab4a'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('timetable_edit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_timetable_edit_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_timetable_edit_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['slot_id'], ['slot.id'], name=op.f('fk_timetable_edit_slot_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timetable_edit'))
    )
    with op.batch_alter_table('timetable_edit', schema=None) as batch_op:
        batch_op.create_index('ix_timetable_edit_whose', ['event_id', 'account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_timetable_edit_slot_id'), ['slot_id'], unique=False)


def downgrade() -> None:
    op.drop_table('timetable_edit')
