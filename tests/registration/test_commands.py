"""`flask registration …`, as scripts and the desk use it."""

from flask import Flask

from tests.factories import EventFactory, scheduled_talk


def made(app: Flask) -> tuple[str, str]:
    with app.app_context():
        event = EventFactory.make(slug="saison", registration_state="closed")
        talk = scheduled_talk(event, slug="dora")
        return event.slug, talk.slug


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["registration", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_open_add_and_list(app: Flask) -> None:
    made(app)

    assert run(app, "open", "saison", "--talk", "dora", "--capacity", "1")[0] == 0
    status, output = run(app, "add", "saison", "--name", "Jeanne", "--phone", "03 21 00 00 00", "--talk", "dora")
    assert status == 0
    assert output.splitlines()[1] == "Jeanne\tconfirmed\t1\tdora"
    run(app, "add", "saison", "--name", "Paul", "--talk", "dora")

    assert run(app, "list", "saison", "--talk", "dora") == (
        0,
        "Jeanne\tconfirmed\t1\tdora\nPaul\twaiting\t1\tdora\n",
    )


def test_wrong_words_end_with_one_line(app: Flask) -> None:
    made(app)
    for words in (
        ("open", "nowhere"),
        ("open", "saison", "--talk", "nothing"),
        ("add", "saison", "--name", " ", "--talk", "dora"),
        ("add", "saison", "--name", "Jeanne", "--email", "jeanne@", "--talk", "dora"),
        ("add", "saison", "--name", "Jeanne"),
    ):
        status, output = run(app, *words)
        assert status == 1
        assert len(output.strip().splitlines()) == 1, output
    assert run(app, "list", "saison") == (0, "")


def test_raising_the_limit_moves_the_waiting_list(app: Flask) -> None:
    made(app)
    run(app, "open", "saison", "--talk", "dora", "--capacity", "0")
    run(app, "add", "saison", "--name", "Jeanne", "--talk", "dora")
    run(app, "open", "saison", "--talk", "dora", "--capacity", "5")

    assert run(app, "list", "saison") == (0, "Jeanne\tconfirmed\t1\tdora\n")
