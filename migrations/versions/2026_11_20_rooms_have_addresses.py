"""Rooms have addresses: their calendars are subscribed to by name"""

import sqlalchemy as sa
from alembic import op
from slugify import slugify

revision = "rooms_have_addresses"
down_revision = "2ec53305e75b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("room") as batch:
        batch.add_column(sa.Column("slug", sa.String(80), nullable=False, server_default=""))
    _name_rooms(op.get_bind())
    with op.batch_alter_table("room") as batch:
        batch.alter_column("slug", server_default=None, existing_type=sa.String(80), existing_nullable=False)


def _name_rooms(connection: sa.Connection) -> None:
    """Each room of an organisation another address, made from its name."""
    rooms = sa.text("SELECT room.id, room.name, organisation_id FROM room JOIN venue ON venue.id = venue_id ORDER BY 1")
    taken: set[tuple[int, str]] = set()
    for room_id, name, organisation_id in connection.execute(rooms).all():
        base = slugify(name, max_length=72, word_boundary=True) or "room"
        slug, number = base, 2
        while (organisation_id, slug) in taken:
            slug, number = f"{base}-{number}", number + 1
        taken.add((organisation_id, slug))
        connection.execute(sa.text("UPDATE room SET slug = :slug WHERE id = :id"), {"slug": slug, "id": room_id})


def downgrade() -> None:
    with op.batch_alter_table("room") as batch:
        batch.drop_column("slug")
