"""Reading events, their places and their teams."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from events.event.holidays import Period, official_periods, zone_of
from events.event.models import Closure, Event, FormerSlug, NewsItem, Partner, Room, TeamMember, Track, Venue
from events.event.rules import EventState, TeamRole
from events.extensions import db
from events.people.models import Membership, Organisation
from events.people.rules import MembershipRole


def find_event(slug: str) -> Event | None:
    """The event at this address, with its organisation and seats."""
    query = select(Event).filter_by(slug=slug).options(joinedload(Event.organisation), joinedload(Event.capacity))
    return db.session.scalar(query)


def get_event(slug: str) -> Event:
    """The event at this address. Raises LookupError with one sentence when there is none."""
    event = find_event(slug)
    if event is None:
        raise LookupError(f"There is no event “{slug}”.")
    return event


def find_public_event(slug: str) -> Event | None:
    """The published event at this address."""
    event = find_event(slug)
    return event if event and event.state == EventState.PUBLISHED else None


def find_event_by_former_slug(slug: str) -> Event | None:
    """The event that once stood at this address."""
    former = db.session.get(FormerSlug, slug)
    return former.event if former else None


def public_events() -> Sequence[Event]:
    """All published events, the latest first."""
    query = select(Event).filter_by(state=EventState.PUBLISHED).options(joinedload(Event.organisation))
    return db.session.scalars(query.order_by(Event.ends_on.desc(), Event.id.desc())).all()


def organisations_events(organisation_id: int) -> Sequence[Event]:
    """Every event of an organisation, the latest first."""
    query = select(Event).filter_by(organisation_id=organisation_id)
    return db.session.scalars(query.order_by(Event.starts_on.desc(), Event.id.desc())).all()


def events_of_account(account_id: int) -> Sequence[Event]:
    """Events that an account has any role in, by its organisation or in the team; the latest first."""
    organisations = select(Membership.organisation_id).filter_by(account_id=account_id)
    teams = select(TeamMember.event_id).filter_by(account_id=account_id)
    query = select(Event).where(or_(Event.organisation_id.in_(organisations), Event.id.in_(teams)))
    return db.session.scalars(query.order_by(Event.starts_on.desc(), Event.id.desc())).all()


def events_edited_by(account_id: int) -> set[int]:
    """Ids of the events whose programme an account may edit."""
    organisations = select(Membership.organisation_id).filter_by(account_id=account_id, role=MembershipRole.ORGANISER)
    roles = TeamMember.role.in_([TeamRole.ORGANISER, TeamRole.EDITOR])
    teams = select(TeamMember.event_id).filter_by(account_id=account_id).where(roles)
    return set(
        db.session.scalars(select(Event.id).where(or_(Event.organisation_id.in_(organisations), Event.id.in_(teams))))
    )


def venues_of(organisation_id: int) -> Sequence[Venue]:
    """Venues with their rooms, by name."""
    query = select(Venue).filter_by(organisation_id=organisation_id).options(selectinload(Venue.rooms))
    return db.session.scalars(query.order_by(Venue.name, Venue.id)).all()


def rooms_of(organisation_id: int) -> Sequence[Room]:
    """All rooms of an organisation with their venues, by venue and position."""
    query = select(Room).join(Room.venue).where(Venue.organisation_id == organisation_id)
    query = query.options(joinedload(Room.venue)).order_by(Venue.name, Room.position, Room.id)
    return db.session.scalars(query).all()


def find_venue(organisation_id: int, venue_id: int) -> Venue | None:
    return db.session.scalar(select(Venue).filter_by(organisation_id=organisation_id, id=venue_id))


def find_room(organisation_id: int, room_id: int) -> Room | None:
    query = select(Room).join(Room.venue).where(Venue.organisation_id == organisation_id, Room.id == room_id)
    return db.session.scalar(query)


def find_track(event_id: int, track_id: int) -> Track | None:
    return db.session.scalar(select(Track).filter_by(event_id=event_id, id=track_id))


def team_of(event_id: int) -> Sequence[TeamMember]:
    """Members with their accounts, in the order in which they came."""
    query = select(TeamMember).filter_by(event_id=event_id).options(joinedload(TeamMember.account))
    return db.session.scalars(query.order_by(TeamMember.id)).all()


def find_member(event_id: int, member_id: int) -> TeamMember | None:
    return db.session.scalar(select(TeamMember).filter_by(event_id=event_id, id=member_id))


def public_news(event_id: int, limit: int | None = None) -> Sequence[NewsItem]:
    """Published news with their pictures: the pinned first, then the newest."""
    query = select(NewsItem).where(NewsItem.event_id == event_id, NewsItem.published_at.is_not(None))
    query = query.order_by(NewsItem.pinned.desc(), NewsItem.published_at.desc(), NewsItem.id.desc())
    return db.session.scalars(query.options(joinedload(NewsItem.picture)).limit(limit)).all()


def all_news(event_id: int) -> Sequence[NewsItem]:
    """Drafts first, then the newest."""
    query = select(NewsItem).filter_by(event_id=event_id)
    items = db.session.scalars(query.order_by(NewsItem.published_at.desc(), NewsItem.id.desc())).all()
    return sorted(items, key=lambda item: item.published_at is not None)


def find_news(event_id: int, slug: str) -> NewsItem | None:
    """A piece of news, published or not."""
    return db.session.scalar(select(NewsItem).filter_by(event_id=event_id, slug=slug))


def partners_of(event_id: int) -> Sequence[Partner]:
    """Partners with their logos, in the order in which they stand."""
    query = select(Partner).filter_by(event_id=event_id).options(joinedload(Partner.logo))
    return db.session.scalars(query.order_by(Partner.position, Partner.id)).all()


def find_partner(event_id: int, partner_id: int) -> Partner | None:
    return db.session.scalar(select(Partner).filter_by(event_id=event_id, id=partner_id))


def closures_of(organisation_id: int) -> Sequence[Closure]:
    """The organisation's own rows of days without talks, by time."""
    query = select(Closure).filter_by(organisation_id=organisation_id)
    return db.session.scalars(query.order_by(Closure.starts_on, Closure.id)).all()


def find_closure(organisation_id: int, closure_id: int) -> Closure | None:
    return db.session.scalar(select(Closure).filter_by(organisation_id=organisation_id, id=closure_id))


def find_correction(organisation_id: int, official: str) -> Closure | None:
    """What the organisation says instead of these official holidays."""
    return db.session.scalar(select(Closure).filter_by(organisation_id=organisation_id, official=official))


def school_zone_of(organisation: Organisation) -> str:
    """The zone it chose, else that of its postcode; no zone at all when neither says one."""
    return organisation.school_zone or zone_of(organisation.postcode)


def school_periods(organisation: Organisation, zone: str) -> Sequence[Period]:
    """The holidays of a zone as the organisation keeps them, and its own closures."""
    own = closures_of(organisation.id)
    official = official_periods(zone)
    corrected, known = {row.official for row in own}, {period.key for period in official}
    kept = [row for row in own if row.observed and (row.official is None or row.official in known)]
    return [
        *(period for period in official if period.key not in corrected),
        *(Period(row.name, row.starts_on, row.ends_on, row.official or "") for row in kept),
    ]
