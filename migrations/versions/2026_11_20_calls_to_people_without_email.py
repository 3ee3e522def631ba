"""Calls to people without e-mail"""

import sqlalchemy as sa
from alembic import op

revision = 'calls'
down_revision = 'postponed'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'call',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('registration_id', sa.Integer(), nullable=False),
        sa.Column('talk_id', sa.Integer(), nullable=False),
        sa.Column('before', sa.JSON(), nullable=False),
        sa.Column('after', sa.JSON(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('done_at', sa.DateTime(), nullable=True),
        sa.Column('done_by_id', sa.Integer(), nullable=True),
        sa.Column('note', sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(['done_by_id'], ['account.id'], name=op.f('fk_call_done_by_id')),
        sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_call_event_id')),
        sa.ForeignKeyConstraint(
            ['registration_id'], ['registration.id'], name=op.f('fk_call_registration_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['talk_id'], ['talk.id'], name=op.f('fk_call_talk_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_call')),
    )
    with op.batch_alter_table('call') as batch_op:
        batch_op.create_index('ix_call_event', ['event_id', 'done_at'])
        batch_op.create_index(batch_op.f('ix_call_talk_id'), ['talk_id'])
        batch_op.create_index(
            'uq_call_open',
            ['registration_id', 'talk_id'],
            unique=True,
            sqlite_where=sa.text('done_at IS NULL'),
            postgresql_where=sa.text('done_at IS NULL'),
        )


def downgrade() -> None:
    op.drop_table('call')
