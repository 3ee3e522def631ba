"""Conflicts, opening hours and proposals"""

import sqlalchemy as sa
from alembic import op

revision = 'conflicts'
down_revision = 'dates_of_a_term'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('opening_hours',
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('opens', sa.Time(), nullable=False),
    sa.Column('closes', sa.Time(), nullable=False),
    sa.CheckConstraint('weekday >= 0 AND weekday <= 6', name=op.f('ck_opening_hours_weekday')),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_opening_hours_venue_id')),
    sa.PrimaryKeyConstraint('venue_id', 'weekday', name=op.f('pk_opening_hours'))
    )
    op.create_table('timetable_proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('progress', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('lease_until', sa.DateTime(), nullable=True),
    sa.Column('limits', sa.JSON(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("state IN ('queued', 'running', 'found', 'impossible', 'failed', 'accepted', 'dropped')", name=op.f('ck_timetable_proposal_state')),
    sa.CheckConstraint('progress >= 0 AND progress <= 100', name=op.f('ck_timetable_proposal_progress')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_timetable_proposal_asked_by_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_timetable_proposal_decided_by_id')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_timetable_proposal_event_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timetable_proposal'))
    )
    with op.batch_alter_table('timetable_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_timetable_proposal_event_id'), ['event_id'], unique=False)

    op.create_table('speaker_availability',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('speaker_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_speaker_availability_times_in_order')),
    sa.ForeignKeyConstraint(['speaker_id'], ['speaker.id'], name=op.f('fk_speaker_availability_speaker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_speaker_availability'))
    )
    with op.batch_alter_table('speaker_availability', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_speaker_availability_speaker_id'), ['speaker_id'], unique=False)

    op.create_table('intended_overlap',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('first_slot_id', sa.Integer(), nullable=False),
    sa.Column('second_slot_id', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('first_starts_at', sa.DateTime(), nullable=False),
    sa.Column('second_starts_at', sa.DateTime(), nullable=False),
    sa.Column('declared_at', sa.DateTime(), nullable=False),
    sa.Column('declared_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('first_slot_id < second_slot_id', name=op.f('ck_intended_overlap_slots_in_order')),
    sa.ForeignKeyConstraint(['declared_by_id'], ['account.id'], name=op.f('fk_intended_overlap_declared_by_id')),
    sa.ForeignKeyConstraint(['first_slot_id'], ['slot.id'], name=op.f('fk_intended_overlap_first_slot_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_intended_overlap_room_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['second_slot_id'], ['slot.id'], name=op.f('fk_intended_overlap_second_slot_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_intended_overlap')),
    sa.UniqueConstraint('first_slot_id', 'second_slot_id', name=op.f('uq_intended_overlap_first_slot_id_second_slot_id'))
    )
    with op.batch_alter_table('intended_overlap', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_intended_overlap_room_id'), ['room_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_intended_overlap_second_slot_id'), ['second_slot_id'], unique=False)

    with op.batch_alter_table('speaker', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))

    with op.batch_alter_table('speaker', schema=None) as batch_op:
        batch_op.alter_column('version', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('speaker', schema=None) as batch_op:
        batch_op.drop_column('version')

    with op.batch_alter_table('intended_overlap', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_intended_overlap_second_slot_id'))
        batch_op.drop_index(batch_op.f('ix_intended_overlap_room_id'))

    op.drop_table('intended_overlap')
    with op.batch_alter_table('speaker_availability', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_speaker_availability_speaker_id'))

    op.drop_table('speaker_availability')
    with op.batch_alter_table('timetable_proposal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_timetable_proposal_event_id'))

    op.drop_table('timetable_proposal')
    op.drop_table('opening_hours')
