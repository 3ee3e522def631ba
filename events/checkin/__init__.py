"""Arrivals at the door.

For the people at the desk. It promises that a ticket counts once, that a wrong one says why, and that
whoever comes without a ticket is found by name.
"""
