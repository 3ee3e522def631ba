"""Subjects, news, partners and recordings of the demonstration."""

from events.cli.demo.content import content
from events.cli.demo.programme import Made
from events.event.actions import NewsDetails, PartnerDetails, add_news, add_partner, publish_news
from events.programme.actions import MaterialDetails, add_material, rename_subject
from events.programme.actions.subjects import set_subjects
from events.programme.queries.content import subjects_of
from events.programme.rules import MaterialKind


def name_subjects(*events: Made) -> None:
    """Of the talks of all these events, and then in English, too."""
    rows = content("around")["subject"]
    for made in events:
        for title, talk in made.talks.items():
            set_subjects(talk, [row["name"]["fr"] for row in rows if title in row["talks"]])
    names = {row["name"]["fr"]: row["name"] for row in rows}
    for subject in subjects_of(events[0].event.organisation_id):
        rename_subject(subject, subject.version, names[subject.name["fr"]], now=events[0].now)


def tell_news(made: Made) -> None:
    """News and partners of the season."""
    for row in content("around")["news"]:
        item = add_news(made.event, NewsDetails(row["title"], row["text"]), now=row["published"])
        publish_news(item, now=row["published"], account_id=made.account_id)
    for row in content("around")["partner"]:
        add_partner(made.event, PartnerDetails(**row), now=made.now, account_id=made.account_id)


def keep_recordings(made: Made) -> None:
    """Of talks that are over when the demonstration begins."""
    for row in content("around")["material"]:
        details = {**row, "kind": MaterialKind(row["kind"])}
        talk = made.talks[details.pop("talk")]
        add_material(talk, MaterialDetails(**details), now=made.now, account_id=made.account_id)
