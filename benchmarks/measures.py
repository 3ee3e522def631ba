"""All that is measured, in the order in which it is printed."""

from benchmarks import badges, congress, mails, pages, registrations, starts

MEASURES = (starts.measure, pages.measure, congress.measure, registrations.measure, mails.measure, badges.measure)
