"""What people agree to, word for word: pages show it, and it is kept as proof."""

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

NEWSLETTER_BOX = _l("Receive the newsletter")
NEWSLETTER_HINT = _l("We ask you by mail first. Leave it whenever you like, by the link in its last line.")
NEWSLETTER_YES = _l("Yes, send me the newsletter")


def newsletter_words(language: str) -> str:
    """What stands beside the box."""
    with force_locale(language):
        return f"{NEWSLETTER_BOX}. {NEWSLETTER_HINT}"


def newsletter_yes(language: str) -> str:
    """What stands on the button that confirms it."""
    with force_locale(language):
        return str(NEWSLETTER_YES)
