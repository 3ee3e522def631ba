"""Estrade: conferences and lecture seasons, from the talk to the badge."""

import gc

gc.set_threshold(50_000, 20, 20)
"""Starting makes hundreds of thousands of objects that stay: looking for garbage among them is lost time."""
