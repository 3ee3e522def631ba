"""The editor of the timetable: a day's rooms and hours, the tray, and the forms that do the same without a script."""

from events.programme.views.timetable import acts, forms, page

__all__ = ["acts", "forms", "page"]
