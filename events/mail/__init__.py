"""The outbox: every message is stored before it is sent, and its fate is known afterwards.

For whoever must be told something. It promises that a message is written in the transaction of its
cause, leaves only after the commit, is tried again when the relay is busy, and is never lost or sent
twice when a process dies.
"""
