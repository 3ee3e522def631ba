"""The pages that bring several rooms together: home, event, talk, speaker, schedule, errors, health.

For the public. It promises pages that work without JavaScript, at any width, in the reader's language,
and that say what happened when something went wrong.
"""
