"""Addresses as files may hold them."""

from urllib.parse import quote


def ascii_url(url: str) -> str:
    """Letters that no URI has are percent-encoded (RFC 3986); what is encoded already stays."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]-._")
