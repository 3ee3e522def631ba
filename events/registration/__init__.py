"""Registrations and seats: from the first request to the confirmed place, or the waiting list.

For attendees with an e-mail address or only a telephone. It promises that never more seats are given
than there are, that the queue is fair, and that a person changes or cancels with one link and no account.
"""
