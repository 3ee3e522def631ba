from events.kit.markdown import as_paragraphs


def test_paragraphs_and_lists_keep_their_lines_on_paper() -> None:
    text = "# Titre\n\nUn *mot* et un [lien](https://a.example)\nsur deux lignes.\n\n- un\n- deux\n\n> cité"
    assert as_paragraphs(text).split("\n\n") == [
        "Titre", "Un mot et un lien sur deux lignes.", "– un", "– deux", "cité"
    ]  # fmt: skip


def test_what_looks_like_html_stays_words() -> None:
    assert as_paragraphs("<b>Bob</b> & Co") == "<b>Bob</b> & Co"
    assert as_paragraphs("") == ""
