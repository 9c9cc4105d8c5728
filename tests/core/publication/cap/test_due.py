import pytest

from dabyl.core.calendars.endings import ForDays, OpenEnd
from dabyl.core.levels.decision import Area, Change, Correct, Direction, Extend, Lift, Scope
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.publication.cap.channels import CELL, FEED
from dabyl.core.publication.cap.due import OrderKind, live_messages, messages_due
from dabyl.core.values.instants import parse_instant
from support.alerts import Teller
from support.osland import at, decision, declared

TEN = ForDays(days=10)


def amber(start="2021-03-01T00:00+01:00", units=("XO-N",), **kwargs):
    return declared("amber", "amber", units, start, **{"ending": TEN, **kwargs})


def kinds(orders):
    return [order.kind for order in orders]


@pytest.fixture
def teller():
    one = Teller()
    one.decide("2021-03-01T00:00+01:00", amber())
    return one


def live(teller, when):
    return [r.message for r in live_messages(teller.register, teller.channel, parse_instant(when))]


class TestADeclaration:
    def test_is_an_alert_that_ends_with_its_level(self, teller):
        (message,) = live(teller, "2021-03-01T00:00+01:00")
        assert (message.kind, message.chain) == ("Alert", "amber")
        assert message.ends == parse_instant("2021-03-11T00:00+01:00")

    def test_is_due_once(self, teller):
        at_once = parse_instant("2021-03-01T00:00+01:00")
        assert messages_due(teller.register, at=at_once) == ()

    def test_that_starts_later_is_told_at_once_with_its_onset(self):
        one = Teller()
        (order,) = one.decide("2021-02-20T00:00+01:00", amber())
        assert order.kind is OrderKind.ALERT
        (alert,) = one.alerts()
        assert alert.infos[0].onset.text == "2021-03-01T00:00:00+01:00"

    def test_that_starts_later_waits_where_onset_is_not_heeded(self):
        one = Teller(channel=CELL)
        assert one.decide("2021-02-20T00:00+01:00", amber()) == []
        (first, *_) = one.pass_to(parse_instant("2021-03-01T10:00+01:00"))
        assert first.at == parse_instant("2021-03-01T00:00+01:00")

    def test_about_a_sector_is_in_no_message(self):
        one = Teller()
        rail = amber(units=("XO",), scope=Scope(kind=ScopeKind.SECTOR, id="rail"))
        assert one.decide("2021-03-01T00:00+01:00", rail) == []


class TestAnExtension:
    def test_is_an_update_of_the_live_message(self, teller):
        longer = Extend(layers=("amber",), start=at("2021-03-11T00:00+01:00"), ending=TEN)
        (order,) = teller.decide("2021-03-10T00:00+01:00", decision("more", longer))
        assert order.kind is OrderKind.UPDATE
        assert order.chain == "amber"
        assert [r.message.identifier[-12:] for r in order.references]
        (message,) = live(teller, "2021-03-15T00:00+01:00")
        assert message.ends == parse_instant("2021-03-21T00:00+01:00")

    def test_of_a_part_leaves_one_open_end_to_the_chain(self, teller):
        part = Extend(
            layers=("amber",),
            start=at("2021-03-11T00:00+01:00"),
            ending=TEN,
            area=Area(units=("XO-N-1",)),
        )
        orders = teller.decide("2021-03-10T00:00+01:00", decision("more", part))
        assert sorted(kinds(orders)) == [OrderKind.ALERT, OrderKind.UPDATE]
        chains = [one.chain for one in live(teller, "2021-03-10T00:00+01:00")]
        assert len(set(chains)) == 2
        assert len(live(teller, "2021-03-12T00:00+01:00")) == 1

    def test_after_the_end_begins_anew(self, teller):
        late = Extend(layers=("amber",), start=at("2021-03-11T00:00+01:00"), ending=TEN)
        orders = teller.decide("2021-03-12T06:00+01:00", decision("late", late))
        assert kinds(orders) == [OrderKind.ALERT]


class TestAChange:
    def test_of_the_whole_is_an_update_to_the_new_level(self, teller):
        change = Change(
            direction=Direction.RAISE,
            layers=("amber",),
            start=at("2021-03-05T00:00+01:00"),
            level="red",
            ending=ForDays(days=2),
        )
        (order,) = teller.decide("2021-03-05T00:00+01:00", decision("up", change))
        assert (order.kind, order.layer, order.chain) == (OrderKind.UPDATE, "up", "amber")
        assert teller.pass_to(parse_instant("2021-03-07T00:00+01:00"))[0].kind is OrderKind.ENDED

    def test_announced_ends_one_message_and_begins_another(self, teller):
        change = Change(
            direction=Direction.RAISE,
            layers=("amber",),
            start=at("2021-03-06T00:00+01:00"),
            level="red",
            ending=ForDays(days=2),
        )
        orders = teller.decide("2021-03-05T00:00+01:00", decision("up", change))
        assert kinds(orders) == [OrderKind.UPDATE, OrderKind.ALERT]
        assert teller.pass_to(parse_instant("2021-03-06T12:00+01:00")) == []

    def test_to_nothing_cancels(self, teller):
        down = Change(
            direction=Direction.LOWER, layers=("amber",), start=at("2021-03-05T00:00+01:00")
        )
        assert kinds(teller.decide("2021-03-05T00:00+01:00", decision("down", down))) == ["Cancel"]


class TestAnEnd:
    def test_before_the_end_is_a_cancel_that_says_all_clear(self, teller):
        lift = Lift(layers=("amber",), start=at("2021-03-05T00:00+01:00"))
        (order,) = teller.decide("2021-03-05T00:00+01:00", decision("lift", lift))
        assert order.kind is OrderKind.CANCEL
        last = teller.alerts()[-1]
        assert last.infos[0].response_types == ("AllClear",)
        assert live(teller, "2021-03-05T00:00+01:00") == []

    def test_of_a_part_is_an_update(self, teller):
        lift = Lift(
            layers=("amber",), start=at("2021-03-05T00:00+01:00"), area=Area(units=("XO-N-1",))
        )
        (order,) = teller.decide("2021-03-05T00:00+01:00", decision("lift", lift))
        assert order.kind is OrderKind.UPDATE

    def test_by_itself_is_a_new_alert_without_references(self, teller):
        (order,) = teller.pass_to(parse_instant("2021-03-11T00:00+01:00"))
        assert order.kind is OrderKind.ENDED
        last = teller.alerts()[-1]
        assert (last.msg_type, last.references) == ("Alert", None)
        names = {p.name for p in last.infos[0].parameters}
        assert "dabyl.chain" in names
        assert "dabyl.level" not in names
        assert teller.pass_to(parse_instant("2021-03-20T00:00+01:00")) == []

    def test_that_was_missed_is_not_told_late(self, teller):
        assert teller.tell(parse_instant("2021-03-13T00:00+01:00")) == []

    def test_where_another_level_stands_is_not_all_clear(self, teller):
        red = declared("red", "red", ("XO-N-1",), "2021-03-02T00:00+01:00", ending=OpenEnd())
        teller.decide("2021-03-02T00:00+01:00", red)
        lift = Lift(layers=("amber",), start=at("2021-03-05T00:00+01:00"))
        teller.decide("2021-03-05T00:00+01:00", decision("lift", lift))
        info = teller.alerts()[-1].infos[0]
        assert info.response_types == ("Monitor",)
        assert "Another level" in info.description


class TestACorrection:
    def test_of_words_is_an_update(self, teller):
        change = Correct(decision="amber", changes={"number": "2/2021"})
        (order,) = teller.decide("2021-03-02T00:00+01:00", decision("fix", change))
        assert order.kind is OrderKind.UPDATE

    @pytest.mark.parametrize(
        "changes",
        [
            {"level": "red"},
            {"ending": ["days", 20]},
            {"ending": ["open"]},
            {"area": {"units": ["XO-S"]}},
            {"start": {"at": "2021-02-28T12:00:00Z"}},
        ],
        ids=str,
    )
    def test_of_what_it_does_is_one_update_of_what_was_told(self, teller, changes):
        (told,) = live(teller, "2021-03-01T00:00+01:00")
        change = Correct(decision="amber", changes={"effects": {"1": changes}})
        (order,) = teller.decide("2021-03-02T00:00+01:00", decision("fix", change))
        assert order.kind is OrderKind.UPDATE
        assert [one.message.identifier for one in order.references] == [told.identifier]
        assert teller.tell(parse_instant("2021-03-02T00:00+01:00")) == []

    def test_that_lets_it_end_before_is_a_cancel(self, teller):
        change = Correct(decision="amber", changes={"effects": {"1": {"ending": ["days", 1]}}})
        (order,) = teller.decide("2021-03-02T12:00+01:00", decision("fix", change))
        assert order.kind is OrderKind.CANCEL

    def test_that_withdraws_is_a_cancel(self, teller):
        gone = Correct(decision="amber", withdraw=True)
        (order,) = teller.decide("2021-03-02T00:00+01:00", decision("fix", gone))
        assert order.kind is OrderKind.CANCEL


class TestARenewal:
    def test_comes_before_an_open_end_runs_out(self):
        one = Teller()
        one.decide("2021-03-01T00:00+01:00", amber(ending=OpenEnd()))
        assert one.pass_to(parse_instant("2021-08-30T00:00+02:00")) == []  # a scale's own review
        (order,) = one.pass_to(parse_instant("2021-09-10T00:00+02:00"))
        assert order.kind is OrderKind.UPDATE
        assert order.at == parse_instant("2021-08-31T00:00+02:00")

    def test_of_an_open_end_is_at_its_review(self):
        one = Teller()
        review = at("2021-03-08T00:00+01:00")
        one.decide("2021-03-01T00:00+01:00", amber(ending=OpenEnd(), review=review))
        (message,) = live(one, "2021-03-01T00:00+01:00")
        assert message.ends == review.instant
        (order,) = one.pass_to(parse_instant("2021-03-08T00:00+01:00"))
        assert order.ends == parse_instant("2021-04-06T00:00+01:00")

    def test_goes_to_the_channel_that_needs_it_only(self):
        until = parse_instant("2021-03-04T00:00+01:00")
        feed, cell = Teller(), Teller(channel=CELL)
        for one in (feed, cell):
            one.decide("2021-03-01T00:00+01:00", amber())
        assert feed.pass_to(until) == []
        renewals = cell.pass_to(until)
        assert set(kinds(renewals)) == {OrderKind.UPDATE}
        assert all(order.ends.s - order.at.s <= 22.5 * 3600 for order in renewals)
        assert len(live(cell, "2021-03-03T12:00+01:00")) == 1

    def test_is_not_for_a_message_that_ends_with_its_level(self):
        end = parse_instant("2021-03-02T00:00Z")
        assert FEED.renewal(end, end) is None


class TestTwoLayers:
    def test_raised_together_go_on_in_one_chain(self, teller):
        other = declared("south", "amber", ("XO-S",), "2021-03-02T00:00+01:00", ending=TEN)
        teller.decide("2021-03-02T00:00+01:00", other)

        change = Change(
            direction=Direction.RAISE,
            layers=("amber", "south"),
            start=at("2021-03-05T00:00+01:00"),
            level="red",
            ending=TEN,
        )
        orders = teller.decide("2021-03-05T00:00+01:00", decision("up", change))
        assert sorted(kinds(orders)) == [OrderKind.CANCEL, OrderKind.UPDATE]
