"""Dates of a term are made at once, around school holidays and closures"""

import sqlalchemy as sa
from alembic import op

revision = 'dates_of_a_term'
down_revision = '2026_11_20_edits'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('closure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('official', sa.String(length=40), nullable=True),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('observed', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_closure_days_in_order')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_closure_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closure')),
    sa.UniqueConstraint('organisation_id', 'official', name=op.f('uq_closure_organisation_id_official'))
    )
    with op.batch_alter_table('closure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_closure_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('talk_series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_talk_series_created_by_id')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_talk_series_event_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_talk_series'))
    )
    with op.batch_alter_table('talk_series', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_talk_series_event_id'), ['event_id'], unique=False)

    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('school_zone', sa.String(length=1), nullable=False, server_default=''))

    with op.batch_alter_table('talk', schema=None) as batch_op:
        batch_op.add_column(sa.Column('has_working_title', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('series_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_talk_series_id'), ['series_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_talk_series_id'), 'talk_series', ['series_id'], ['id'])



def downgrade() -> None:
    with op.batch_alter_table('talk', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_talk_series_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_talk_series_id'))
        batch_op.drop_column('series_id')
        batch_op.drop_column('has_working_title')

    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_column('school_zone')

    with op.batch_alter_table('talk_series', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_talk_series_event_id'))

    op.drop_table('talk_series')
    with op.batch_alter_table('closure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_closure_organisation_id'))

    op.drop_table('closure')
