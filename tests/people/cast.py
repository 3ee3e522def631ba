"""The people of the tests: who they are, and signing them in as a browser does."""

from dataclasses import dataclass

from flask.testing import FlaskClient

from events.event.models import Event
from events.extensions import db
from events.people.models import Account, Organisation
from events.people.passwords import hash_password
from tests.factories import AccountFactory, EventFactory, MembershipFactory, OrganisationFactory, TeamMemberFactory

PASSWORD = "quai des Tullistes"


@dataclass(frozen=True)
class Cast:
    """Detached accounts (read again what changes). Ada, Erin, Dora and Rita work on `event`, each in her role."""

    organisation: Organisation
    event: Event
    ada: Account
    erin: Account
    dora: Account
    rita: Account
    other_organisation: Organisation
    eve: Account


def make_cast() -> Cast:
    """The organisation with its event and team, and Eve with another organisation."""
    organisation, other = OrganisationFactory.make(), OrganisationFactory.make(name="Les Amis du port")
    event = EventFactory.make(organisation=organisation, slug="saison")
    ada, erin, dora, rita, eve = (
        AccountFactory.make(name=name, email=f"{name.lower()}@utl.example", password=hash_password(PASSWORD))
        for name in ("Ada", "Erin", "Dora", "Rita", "Eve")
    )
    MembershipFactory.make(account=ada, organisation=organisation)
    MembershipFactory.make(account=eve, organisation=other)
    for account, role in ((erin, "editor"), (dora, "desk"), (rita, "reviewer")):
        TeamMemberFactory.make(event=event, account=account, role=role)
    everyone = Cast(organisation, event, ada, erin, dora, rita, other, eve)
    for row in vars(everyone).values():
        db.session.refresh(row)
    db.session.expunge_all()
    return everyone


def sign_in(client: FlaskClient, account: Account, password: str = PASSWORD) -> FlaskClient:
    """The client, signed in through the page."""
    form = {"email": account.email, "password": password, "next": "/organise/account", "csrf_token": token(client)}
    answer = client.post("/sign-in", data=form)
    assert answer.status_code == 303, answer.text
    return client


def token(client: FlaskClient, path: str = "/sign-in") -> str:
    """The CSRF token of the form on a page."""
    page = client.get(path).text
    return page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
