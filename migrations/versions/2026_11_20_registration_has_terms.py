"""Registration has terms: dates, members first, a code, approval, limits, seats kept for the desk and the telephone."""

import sqlalchemy as sa
from alembic import op

revision = "registration_terms"
down_revision = "newsletter"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _terms()
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("card", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_member_organisation_id_organisation", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
        sa.UniqueConstraint("organisation_id", "card", name="uq_member_organisation_id_card"),
    )
    for table_name in ("event_capacity", "talk_capacity"):
        _add(table_name, sa.Column("kept", sa.Integer(), nullable=False, server_default="0"))
    _add("seat", sa.Column("to_approve", sa.Boolean(), nullable=False, server_default=sa.false()))
    _add("registration", sa.Column("card", sa.String(length=40), nullable=False, server_default=""))


def _terms() -> None:
    op.create_table(
        "registration_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=True),
        sa.Column("opens_at", sa.DateTime(), nullable=True),
        sa.Column("closes_at", sa.DateTime(), nullable=True),
        sa.Column("members_until", sa.DateTime(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("seats_per_person", sa.Integer(), nullable=True),
        sa.Column("kept_for_desk", sa.Integer(), nullable=False),
        sa.Column("kept_for_phone", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kept_for_desk >= 0 AND kept_for_phone >= 0", name="ck_registration_terms_kept"),
        sa.CheckConstraint("seats_per_person > 0", name="ck_registration_terms_per_person"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_registration_terms_event_id_event", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["talk_id"], ["talk.id"], name="fk_registration_terms_talk_id_talk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_registration_terms"),
        sa.UniqueConstraint("talk_id", name="uq_registration_terms_talk_id"),
    )
    with op.batch_alter_table("registration_terms") as table:
        table.create_index("ix_registration_terms_event_id", ["event_id"])
        table.create_index(
            "uq_registration_terms_event",
            ["event_id"],
            unique=True,
            sqlite_where=sa.text("talk_id IS NULL"),
            postgresql_where=sa.text("talk_id IS NULL"),
        )


def _add(table_name: str, column: sa.Column[int] | sa.Column[bool] | sa.Column[str]) -> None:
    with op.batch_alter_table(table_name) as table:
        table.add_column(column)
    with op.batch_alter_table(table_name) as table:
        table.alter_column(column.name, server_default=None)


def downgrade() -> None:
    columns = {"registration": "card", "seat": "to_approve", "talk_capacity": "kept", "event_capacity": "kept"}
    for table_name, column in columns.items():
        with op.batch_alter_table(table_name) as table:
            table.drop_column(column)
    op.drop_table("member")
    op.drop_table("registration_terms")
