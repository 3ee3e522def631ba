"""The newsletter is asked for, confirmed and left, with proof; lost links are looked for by the worker."""

import sqlalchemy as sa
from alembic import op

revision = "newsletter"
down_revision = "names_go"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "newsletter_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(8), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_words", sa.String(500), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_newsletter_consent_organisation_id"),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name="fk_newsletter_consent_registration_id"),
        sa.PrimaryKeyConstraint("id", name="pk_newsletter_consent"),
        sa.UniqueConstraint("reference", name="uq_newsletter_consent_reference"),
    )
    for column in ("organisation_id", "registration_id", "email"):
        op.create_index(f"ix_newsletter_consent_{column}", "newsletter_consent", [column])
    op.create_table(
        "link_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_link_request"),
    )


def downgrade() -> None:
    op.drop_table("link_request")
    op.drop_table("newsletter_consent")
