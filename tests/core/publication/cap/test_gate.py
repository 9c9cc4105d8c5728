"""The gate: what it knows of the ground on which a message is released."""

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.formats.cap.rules.broadcasts import STATED_ERROR
from dabyl.core.formats.cap.signature.verdict import UNSIGNED, State, Verdict
from dabyl.core.formats.cap.values import NamedValue, Polygon, Time
from dabyl.core.formats.cap.vocabulary import Status
from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.publication.cap.channels import CELL, FEED
from dabyl.core.publication.cap.compose import compose, fact
from dabyl.core.publication.cap.due import messages_due
from dabyl.core.publication.cap.gate import judged as judged_at_the_gate
from dabyl.core.publication.cap.gate import objections, unsigned_objections
from dabyl.core.publication.cap.voice import Voice
from dabyl.core.register.facts import BordersAdopted
from dabyl.core.values.instants import parse_instant
from support import osland
from support.alerts import SENDER, WORDS, Teller

START = "2021-03-01T00:00+01:00"
AT = parse_instant(START)
TEN = ForDays(days=10)
OWN = range(69, 95)  # the rules on files, areas and shapes


def refused(
    channel=FEED, units=("XO-N",), polygon=None, *, rules=OWN, info=None, code=None, **kwargs
):
    """Return the rules that refuse the first message about units, with something put into it."""
    act = osland.declared("amber", "amber", units, START, ending=TEN)
    register = osland.register(*osland.made(START, act), **kwargs)
    (order,) = messages_due(register, at=AT, channel=channel)
    alert = compose(register, order, Voice.of(register, SENDER, WORDS), register.number + 1)
    if polygon is not None:
        alert = attrs.evolve(alert, infos=tuple(_redrawn(info, polygon) for info in alert.infos))
    if info is not None:
        alert = attrs.evolve(alert, infos=tuple(attrs.evolve(one, **info) for one in alert.infos))
    if code is not None:
        alert = attrs.evolve(alert, infos=tuple(_recoded(one, code) for one in alert.infos))
    return judged(register, order, alert, rules)


def judged(register, order, alert, rules=OWN):
    """Return the rules that refuse an alert."""
    message = fact(order, alert, format_alert(alert))
    voice = Voice.of(register, SENDER, WORDS)
    found = objections(register, order, voice, message, Verdict(state=State.VALID))
    return {(one.rule, one.case) for one in found if one.rule in rules}


def _recoded(info, *codes):
    area = attrs.evolve(info.areas[0], geocodes=tuple(NamedValue(*code) for code in codes))
    return attrs.evolve(info, areas=(area, *info.areas[1:]))


def _redrawn(info, text):
    area = attrs.evolve(info.areas[0], polygons=(Polygon(text),), circles=())
    return attrs.evolve(info, areas=(area, *info.areas[1:]))


class TestGate:
    @pytest.mark.parametrize("channel", [FEED, CELL])
    @pytest.mark.parametrize("units", [("XO-N",), ("XO",), ("XO-N-1", "XO-N-2"), ("XO-N-3",)])
    def test_has_nothing_against_what_is_composed(self, channel, units):
        assert refused(channel, units) == set()

    def test_judges_what_is_not_signed_by_all_but_the_signature(self):
        act = osland.declared("amber", "amber", ("XO-N",), START, ending=TEN)
        register = osland.register(*osland.made(START, act))
        (order,) = messages_due(register, at=AT, channel=FEED)
        voice = Voice.of(register, SENDER, WORDS)
        alert = compose(register, order, voice, register.number + 1)

        def against(alert, judge=unsigned_objections, *more):
            message = fact(order, alert, format_alert(alert))
            return {one.code for one in judge(register, order, voice, message, *more)}

        assert against(alert) == set()
        exercise = attrs.evolve(alert, status=Status.EXERCISE)
        assert against(exercise) == {"cap-status"}
        assert "cap-test-excused" in against(exercise, objections, UNSIGNED)
        assert "cap-unsigned" in against(alert, objections, UNSIGNED)
        tagged = tuple(attrs.evolve(one, description="<b>Rain</b>.") for one in alert.infos)
        assert against(attrs.evolve(alert, infos=tagged)) == {"cap-plain-text"}

    def test_knows_the_country_by_its_borders(self):
        swapped = "8,60 8,62 12,62 12,60 8,60"
        assert (80, "") in refused(polygon=swapped)
        assert (80, "") not in refused(polygon=swapped, borders=())

    def test_knows_the_ground_of_the_country(self):
        abroad = "60,12.5 60,13 61,13 61,12.5 60,12.5"
        assert (93, "") in refused(polygon=abroad)
        part = attrs.evolve(osland.BORDERS, shapes={"XO-N": osland.BORDERS.shapes["XO-N"]})
        assert (93, "") not in refused(polygon=abroad, borders=(part,))

    def test_knows_the_towns(self):
        north_only = "61.5,8 61.5,12 62,12 62,8 61.5,8"
        assert refused(polygon=north_only) == {(87, "town")}

    def test_knows_what_a_channel_carries(self):
        ring = [f"{60 + at / 1000:.3f},{8 + at * at / 1e5:.5f}" for at in range(1001)]
        many = " ".join([*ring, "62,8", ring[0]])
        assert (87, "") in refused(CELL, polygon=many)
        assert (87, "") not in refused(FEED, polygon=many)

    def test_knows_the_codes_of_the_packs(self):
        assert refused(code=("ISO 3166-2:2021-03-01", "XO-S")) == set()
        assert refused(code=("ISO 3166-2:2021-03-01", "XO-9")) == {(91, "unknown")}
        assert refused(code=("ISO 3166-2", "XO-N")) == {(91, "")}

    def test_knows_what_nobody_can_draw(self):
        assert refused(units=("XO-N-3",)) == set()
        assert refused(units=("XO-N-3",), code=("ISO 3166-2:2021-03-01", "XO-N")) == {(78, "")}


def wrong_clocks(sent):
    """Return where a time of the first message is of no clock of the packs."""
    act = osland.declared("amber", "amber", ("XO-N",), START, ending=TEN)
    register = osland.register(*osland.made(START, act))
    (order,) = messages_due(register, at=AT)
    voice = Voice.of(register, SENDER, WORDS)
    alert = compose(register, order, voice, register.number + 1)
    alert = attrs.evolve(alert, sent=Time(sent))
    message = fact(order, alert, format_alert(alert))
    checked = judged_at_the_gate(register, order, voice, message, Verdict(state=State.VALID))
    assert 12 not in [gap.rule for gap in checked.not_judged]
    return [one.where for one in checked.findings if one.rule == 12]


class TestTheClockAtTheGate:
    @pytest.mark.parametrize("sent", ["2021-03-01T00:00:00+01:00", "2021-02-28T23:00:00-00:00"])
    def test_is_one_of_the_packs(self, sent):  # the south of Osland keeps the time of London
        assert wrong_clocks(sent) == []

    def test_is_no_other(self):
        assert wrong_clocks("2021-03-01T05:00:00+06:00") == ["/alert/sent"]


class TestTheLevelAtTheGate:
    RULES = range(55, 61)

    def refused(self, channel=FEED, **info):
        return refused(channel, rules=self.RULES, info=info)

    @pytest.mark.parametrize("channel", [FEED, CELL])
    def test_is_that_of_the_register(self, channel):
        assert self.refused(channel) == set()

    def test_makes_the_severity(self):
        assert self.refused(severity="Minor") == {(55, "")}

    def test_travels_with_its_word(self):
        assert self.refused(parameters=()) == {(55, "word")}

    def test_ends_when_the_message_does(self):
        assert self.refused(expires=Time("2021-03-11T00:00:01+01:00")) == {(59, "")}
        assert self.refused(CELL, expires=Time("2021-03-01T22:30:01+01:00")) == {(59, "channel")}


class TestTheMessageOfAnEnd:
    def test_goes_out_though_its_place_could_be_drawn_meanwhile(self):
        teller = Teller()
        teller.decide(START, osland.declared("amber", "amber", ("XO-N-3",), START, ending=TEN))
        drawn = {"XO-N-3": osland.square(10, 61, 10.1, 61.1)}
        borders = attrs.evolve(osland.BORDERS, id="more", shapes=drawn)
        at = parse_instant("2021-03-05T00:00+01:00")
        register = teller.add(at, BordersAdopted(borders=borders))
        (order,) = messages_due(register, at=parse_instant("2021-03-11T00:00+01:00"), channel=FEED)
        alert = compose(register, order, Voice.of(register, SENDER, WORDS), register.number + 1)
        assert not alert.infos[0].areas[0].polygons
        assert judged(register, order, alert) == set()

    def test_states_how_far_its_borders_may_be_off(self):
        teller = Teller(channel=CELL)
        teller.decide(START, osland.declared("amber", "amber", ("XO-N",), START, ending=TEN))
        teller.pass_to(parse_instant("2021-03-12T00:00+01:00"))
        stated = [
            [each.value for each in alert.infos[0].parameters if each.name == STATED_ERROR]
            for alert in teller.alerts()
        ]
        assert len(stated) > 2
        assert stated == [stated[0]] * len(stated)
