"""The commands of `flask …`, for whoever runs the machine.

It promises the same actions as the pages, one clear sentence when something is wrong, and an exit code
that scripts can trust.
"""
