"""Numbers for those that have none: made of the guid, so that they are the same wherever the same file went."""


def number_from(guid: str) -> int:
    """From 1 to 2³¹, which the programs of telephones take."""
    return int(guid[:8], 16) % (2**31 - 1) + 1
