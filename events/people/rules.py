"""Words of roles in an organisation."""

from enum import StrEnum


class MembershipRole(StrEnum):
    ORGANISER = "organiser"
