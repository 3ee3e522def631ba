"""Filling the halls: registrations made by telephone, so that no message leaves."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from events.cli.demo.content import content
from events.cli.demo.programme import Made
from events.cli.demo.seating import Household, Wishes, seating, wishes
from events.registration.actions import register
from events.registration.rules import Claim, Source

SEASON_OPENS = datetime(2025, 9, 8, 7, 0, tzinfo=UTC)
CONGRESS_OPENS = datetime(2025, 12, 16, 8, 0, tzinfo=UTC)
BETWEEN_CALLS = timedelta(hours=5)


def seat_season(made: Made) -> None:
    facts = content("households")
    _register_all(made, wishes(facts["households"], facts["audience"]), SEASON_OPENS)


def seat_congress(made: Made) -> None:
    """Each household takes seats of the whole congress; some choose workshops too."""
    facts = content("households")
    coming = [facts["households"][index] for index in seating(facts["households"], facts["congress"])[0]]
    _register_all(made, wishes(coming, facts["congress"]["audience"], everybody=True), CONGRESS_OPENS)


def _register_all(made: Made, wanted: Sequence[Wishes], opens: datetime) -> None:
    for number, wish in enumerate(wanted):
        claim = Claim(
            name=wish.names[0],
            phone=_phone(wish.names),
            companions=tuple(wish.names[1:]),
            talk_ids=tuple(made.talks[title].id for title in wish.talks),
            source=Source.PHONE,
        )
        register(made.event, claim, now=opens + number * BETWEEN_CALLS, account_id=made.account_id)


def _phone(names: Household) -> str:
    """A number of the range that the French regulator keeps for fiction (03 53 01 …), the same at each event."""
    place = content("households")["households"].index(names)
    return f"03 53 01 {50 + place // 100:02d} {place % 100:02d}"
