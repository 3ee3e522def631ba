"""The public schedule: what readers can ask for, and the talks by days, hours and rooms."""
