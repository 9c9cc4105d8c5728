"""What waits to be done, on the first page."""

import re
from datetime import timedelta

import attrs
import pytest

from dabyl.core.calendars.endings import AtTime, OpenEnd
from dabyl.core.drafts import steps
from dabyl.core.drafts.draft import Proposal
from dabyl.core.register.facts import DecisionMade
from dabyl.core.staff.consents import Consent
from dabyl.core.staff.keys import Role
from dabyl.core.values.moments import Moment
from dabyl.usecases.desk import record
from support.consoles import a_console, a_desk, a_passkey, seat, sign_in
from support.desks import ZONE, a_level
from support.drafting import a_draft

OFFICER = a_passkey("officer-1", "xo-hq", Role.OFFICER)
APPROVER = a_passkey("officer-2", "xo-hq", Role.APPROVER)
OTHER = a_passkey("officer-3", "xo-crown", Role.OFFICER)
ADMINISTRATOR = a_passkey("admin-1", None, Role.ADMINISTRATOR)
WORD = Consent(
    person="officer-1", credential="AAAA", authenticator_data=b"a", client_data=b"c", signature=b"s"
)


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, OFFICER, APPROVER, OTHER, ADMINISTRATOR)
        yield opened


def seen_by(passkey):
    desk = a_desk()
    sign_in(desk, passkey)
    page = desk.get("/").content.decode()
    found = re.search(r'<div id="waiting" data-fresh>(.*?)</div>', page, re.DOTALL)
    return found.group(1)


def names(part):
    return re.findall(r"<small><code>([^<]+)</code>", part)


def at_time(instant):
    local = instant.local(ZONE)
    return AtTime(day=local.date(), minutes=local.hour * 60 + local.minute)


def stand(console, **ends_in_h):
    """Let a layer stand for each name that ends in so many hours; 0: open, its review overdue."""
    at = console.now()
    made = []
    for key, hours in ends_in_h.items():
        end = at_time(at.plus(timedelta(hours=hours))) if hours else OpenEnd()
        decision = a_level(key, area="XO-N", ending=end)
        began = Moment(instant=at.plus(timedelta(hours=-80)), zone=ZONE)
        effect = attrs.evolve(decision.effects[0], start=began)
        made.append(DecisionMade(decision=attrs.evolve(decision, effects=(effect,))))
    record(console.house.desk, console.house.register(), made, at=at)


def keep(*drafts):
    from dabyl.console.drafts import desk_now  # noqa: PLC0415 - Django must be ready

    for one in drafts:
        desk_now().drafts.put(one, expected=0)


def proposed(draft):
    version, at = draft.current.number, draft.versions[0].at
    word = Proposal(version=version, at=at, number=1, forms="", consent=WORD)
    return steps.proposed(draft, word)


@pytest.mark.usefixtures("console")
class TestWhatWaits:
    def test_is_nothing_at_first(self):
        assert names(seen_by(OFFICER)) == []

    def test_comes_the_most_urgent_first(self, console):
        stand(console, later=70, soon=5, today=20, open=0, far=100)
        sent_back = steps.refused(proposed(a_draft("back")), "No.", by="x", at=console.now())
        keep(a_draft("typed"), proposed(a_draft("put")), sent_back)
        order = ["soon", "open", "put", "today", "later", "back", "typed"]
        assert names(seen_by(OFFICER)) == order

    def test_is_shown_once_for_the_more_urgent_reason(self, console):
        at = console.now()
        long = a_level("long", area="XO-N", ending=at_time(at.plus(timedelta(hours=5))))
        fact = DecisionMade(decision=long)  # since 2021: its review is overdue as well
        record(console.house.desk, console.house.register(), [fact], at=at)
        assert names(seen_by(OFFICER)) == ["long"]

    def test_has_the_step_that_comes_next(self, console):
        stand(console, soon=5)
        keep(proposed(a_draft("put")))
        page = seen_by(OFFICER)
        assert 'value="extend xo-alert soon"' in page
        assert 'value="lift xo-alert soon"' in page
        assert "ends in 5 h" in page
        assert 'href="/drafts/put"' in page
        page = seen_by(APPROVER)
        assert "extend xo-alert" not in page
        assert 'href="/drafts/put/review"' in page

    def test_shows_drafts_only_to_those_who_may_read_them(self):
        keep(a_draft("typed"))
        for who in (OTHER, ADMINISTRATOR):
            assert names(seen_by(who)) == []
