"""Organisations, persons, accounts and roles: who someone is, and what they may sign in to.

For organisers and their teams, for speakers, and for everybody whose name is kept here. It promises
that a person needs no account to attend, that passwords are stored as argon2id only, and that everyone
can have their data exported or erased.
"""
