"""Estrade: conferences and lecture seasons, from the talk to the badge."""
