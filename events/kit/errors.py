"""What people are told when something can't be done."""


class Refused(Exception):
    """An act that is not possible now; `sentence` says why in the reader's language (a lazy text)."""

    def __init__(self, sentence: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
