"""The process that does what pages only ask for: mail above all.

For whoever runs the service. It promises that a stop waits for the message being sent and loses nothing, and that
a kill loses nothing either.
"""
