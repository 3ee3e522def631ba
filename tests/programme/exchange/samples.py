"""Small schedules in the dialects that are about, and what reading them needs."""

import json
from datetime import date
from typing import Any

from events.programme.exchange.reading import read_schedule
from events.programme.exchange.report import Report
from events.programme.exchange.setting import Setting
from events.programme.exchange.shape import Schedule

SETTING = Setting(date(2026, 3, 27), date(2026, 3, 28), minutes=45)

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <conference><title>Old days</title><venue>Town hall</venue><city>Calais</city>
    <start>2008-02-23</start><end>20008-02-24</end><days>2</days><day_change>09:00:00</day_change></conference>
  <day index="1" date="2008-02-23">
    <event id="0"><start>15:00</start><duration>00:45</duration><room>Janson</room><title>Unicode</title>
      <abstract>&lt;p&gt;It is &lt;b&gt;big&lt;/b&gt;. &lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</abstract>
      <persons><person id="1">Andrée</person><person id="9"></person></persons>
      <links><link href="javascript:alert(1)">Click</link><link href="www.example.org/a b">Slides</link></links></event>
    <event id="7"><start>00:30</start><duration></duration><room>Janson</room><title>Night</title></event>
  </day>
  <day index="2" date="20008-02-24">
    <event id="8"><date>20008-02-24T10:00:00</date><start>10:00</start><duration>25:30</duration>
      <room>Janson</room><title></title><slug>the_long_one</slug><language>klingon</language></event>
  </day>
</schedule>
"""

PRETALX_XML = """<schedule><version>1.3</version>
<conference><acronym>demo</acronym><title>Démo</title><start>2026-03-27</start><end>2026-03-28</end>
<time_zone_name>Europe/Paris</time_zone_name><track name="Web" color="#Ff0000" slug="web">Web</track></conference>
<day index="1" date="2026-03-27" start="2026-03-27T04:00:00+01:00" end="2026-03-28T03:59:00+01:00">
<room name="Main" guid="11111111-1111-4111-8111-111111111111">
<event guid="22222222-2222-4222-8222-222222222222" id="5" code="ABC123">
<date>2026-03-27T09:00:00+01:00</date><start>09:00</start><duration>00:30</duration><room>Main</room>
<title>Sprint</title><type>Workshop</type><track>Web</track><language>de-DE</language>
<abstract>**Markdown** &amp; more</abstract>
<persons><person id="4">Ada</person><person id="4">Ada</person></persons></event>
<event guid="22222222-2222-4222-8222-222222222222" id="5" code="ABC123">
<date>2026-03-27T11:00:00+01:00</date><start>11:00</start><duration>00:30</duration><room>Main</room>
<title>Sprint</title><type>Workshop</type></event>
</room></day></schedule>
"""


def talk(**said: Any) -> dict[str, Any]:
    """A talk as version 1 of schedule.json has it."""
    usual = {"id": 1, "title": "One", "date": "2026-03-27T10:00:00+01:00", "duration": "00:30", "language": "fr"}
    return {"guid": "33333333-3333-4333-8333-333333333333", **usual, **said}


def first_version(*talks: dict[str, Any], **conference: Any) -> bytes:
    """A schedule.json with these talks in one room of one day."""
    facts = {"acronym": "demo", "title": "Démo", "start": "2026-03-27", "end": "2026-03-28", **conference}
    days = [{"index": 1, "date": "2026-03-27", "rooms": {"Main": list(talks)}}]
    document = {"schedule": {"version": "2", "conference": {"time_zone_name": "Europe/Paris", **facts, "days": days}}}
    return json.dumps(document).encode()


def read(content: bytes | str) -> tuple[Schedule, list[str]]:
    """The schedule, and the lines of the report."""
    report = Report()
    schedule = read_schedule(content.encode() if isinstance(content, str) else content, report, SETTING)
    return schedule, [f"{line.mark}: {line}" for line in report.lines]
