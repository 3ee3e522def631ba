"""Changing the programme: talks, the draft timetable, speakers; and publishing a version of the timetable."""

from events.programme.actions.availability import set_availability
from events.programme.actions.bulk import Gone, change_talks, concerns, invite_speakers
from events.programme.actions.filling import FilledDate, fill_date
from events.programme.actions.imports import import_schedule
from events.programme.actions.imports.creating import create_event_for
from events.programme.actions.materials import (
    MaterialDetails,
    add_material,
    delete_material,
    edit_material,
    move_material,
)
from events.programme.actions.next_season import NextSeason, take_up_season
from events.programme.actions.overlaps import declare_overlap, withdraw_overlap
from events.programme.actions.releases import publish_at_once, release
from events.programme.actions.search import (
    index_all_talks,
    index_missing_talks,
    index_talks,
    index_talks_of_track,
)
from events.programme.actions.season import NewDate, dates_to_come, delete_untouched, make_dates
from events.programme.actions.setbacks import cancel_talk, postpone_slot_to, postpone_talk, revive_talk
from events.programme.actions.slots import (
    Placement,
    WrongTime,
    add_break,
    add_slot,
    delete_break,
    edit_break,
    move_slot,
    unschedule_slot,
)
from events.programme.actions.speakers import (
    NamedSpeaker,
    ProfileDetails,
    edit_speaker,
    ensure_speaker,
    invite_speaker,
    name_speaker,
    rotate_link,
    send_link_again,
)
from events.programme.actions.subjects import delete_subject, merge_subject, rename_subject
from events.programme.actions.talks import (
    HasRegistrations,
    TalkDetails,
    add_format,
    create_talk,
    delete_talk,
    duplicate_talk,
    edit_talk,
    open_talk,
    publish_talk,
    set_talk_limit,
    take_back_talk,
)
from events.programme.actions.timetable import Overtaken, place_slot, redo, schedule_talk, take_off, undo

__all__ = [
    "FilledDate",
    "Gone",
    "HasRegistrations",
    "MaterialDetails",
    "NamedSpeaker",
    "NewDate",
    "NextSeason",
    "Overtaken",
    "Placement",
    "ProfileDetails",
    "TalkDetails",
    "WrongTime",
    "add_break",
    "add_format",
    "add_material",
    "add_slot",
    "cancel_talk",
    "change_talks",
    "concerns",
    "create_event_for",
    "create_talk",
    "dates_to_come",
    "declare_overlap",
    "delete_break",
    "delete_material",
    "delete_subject",
    "delete_talk",
    "delete_untouched",
    "duplicate_talk",
    "edit_break",
    "edit_material",
    "edit_speaker",
    "edit_talk",
    "ensure_speaker",
    "fill_date",
    "import_schedule",
    "index_all_talks",
    "index_missing_talks",
    "index_talks",
    "index_talks_of_track",
    "invite_speaker",
    "invite_speakers",
    "make_dates",
    "merge_subject",
    "move_material",
    "move_slot",
    "name_speaker",
    "open_talk",
    "place_slot",
    "postpone_slot_to",
    "postpone_talk",
    "publish_at_once",
    "publish_talk",
    "redo",
    "release",
    "rename_subject",
    "revive_talk",
    "rotate_link",
    "schedule_talk",
    "send_link_again",
    "set_availability",
    "set_talk_limit",
    "take_back_talk",
    "take_off",
    "take_up_season",
    "undo",
    "unschedule_slot",
    "withdraw_overlap",
]
