import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.law import bills as b
from dabyl.core.law import changes as c
from dabyl.core.law.amending import Conflict, Standing, apply_bill, compare_bill, conflicts
from dabyl.core.law.days import NOT_KNOWN, Day
from dabyl.core.law.kinds import Kind
from dabyl.core.law.sanctions import Direction, Sanction, Unstated
from dabyl.core.law.states import state_on
from dabyl.core.law.turns import InForce, NotInForce, Unknown
from dabyl.core.law.wordings import Wording
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Refused
from support.statutes import (
    BASE,
    SEARCHED,
    a_bill,
    changes,
    clause,
    day,
    insert,
    prison,
    small,
    statutes,
    units,
)

LAW = statutes(BASE)
AFTER = day(200)
NOTE = Texts.of({"en": "The day is assumed"})
HARSHER = c.ReplacePart(provision="art-1", part=prison(6, 10))
NOT_LAW = tuple(stage for stage in b.Stage if stage not in b.LAW)


def reading(law, on=AFTER, name="art-1"):
    state = state_on(law.clauses[name], on)
    assert isinstance(state, InForce)
    return state.wording


def staged(bill, *stages):
    return attrs.evolve(bill, stages=tuple(b.Reached(stage=s, on=d) for s, d in stages))


def of_articles(*articles, stages=()):
    version = b.BillVersion(id="v1", articles=articles)
    return staged(b.Bill(id="bill", versions=(version,)), *stages)


def article(name, commencement, *changed):
    amendments = tuple(b.Amendment(change=change) for change in changed)
    return b.Article(id=name, amendments=amendments, commencement=commencement)


class TestBill:
    def test_is_a_draft_before_its_first_stage(self):
        empty = b.Bill(id="x")
        assert (empty.stage, empty.is_law, empty.articles) == (b.Stage.DRAFTED, False, ())
        assert empty.reached(b.Stage.SIGNED) is None

    def test_shows_the_articles_of_its_last_version(self):
        bill = a_bill(HARSHER)
        assert bill.articles == bill.versions[0].articles


class TestCommencements:
    def test_are_days_periods_after_publication_and_one_with_another(self):
        bill = of_articles(
            article("1", b.OnDay(Day.on(day(9)))),
            article("2", b.AfterPublication(10)),
            article("3", b.WithArticle("2", 5)),
            article(
                "4", b.OnCondition(condition=Texts.of({"en": "a budget"}), met=Day.on(day(70)))
            ),
            stages=[(b.Stage.SIGNED, Day.on(day(1))), (b.Stage.PUBLISHED, Day.on(day(3)))],
        )
        days = {"1": day(9), "2": day(13), "3": day(18), "4": day(70)}
        assert b.commencements(bill) == {name: Day.on(on) for name, on in days.items()}

    def test_that_are_not_known_are_not_before_the_last_dated_stage(self):
        bill = of_articles(
            article("1", b.OnDay(NOT_KNOWN)),
            article("2", b.AfterPublication(10)),
            article("3", b.OnCondition(condition=Texts.of({"en": "a budget"}))),
            stages=[(b.Stage.ADOPTED, Day.on(day(1))), (b.Stage.SIGNED, NOT_KNOWN)],
        )
        first, later = Day(not_before=day(1)), Day(not_before=day(11))
        assert b.commencements(bill) == {"1": first, "2": later, "3": first}

    def test_that_are_not_known_leave_what_is_in_force_unknown(self):
        bill = of_articles(article("1", b.AfterPublication(10), HARSHER))
        law = apply_bill(LAW, staged(bill, (b.Stage.SIGNED, Day.on(day(5)))))
        assert reading(law, day(14)) == BASE.wordings[0]
        assert isinstance(state_on(law.clauses["art-1"], day(15)), Unknown)


class TestApplying:
    def test_replaces_a_part_from_its_commencement_on(self):
        law = apply_bill(LAW, a_bill(HARSHER))
        assert reading(law, day(99)) == BASE.wordings[0]
        assert reading(law, day(100)).sanction == Sanction((prison(6, 10), units(10)))
        assert reading(law, day(100)).by == ("bill", "1")

    def test_leaves_the_note_of_the_wording_before_behind(self):
        noted = attrs.evolve(
            BASE, wordings=tuple(attrs.evolve(w, note=NOTE) for w in BASE.wordings)
        )
        law = apply_bill(statutes(noted), a_bill(HARSHER))
        notes = [wording.note for wording in law.clauses["art-1"].history]
        assert notes == [NOTE, Texts()]

    def test_inserts_and_repeals_provisions_and_parts(self):
        law = apply_bill(
            LAW,
            a_bill(
                insert("art-2", prison(5, 9)),
                c.InsertPart(provision="art-1", part=units(3, name="extra")),
                c.RepealPart(provision="art-1", name="prison"),
            ),
        )
        assert reading(law, name="art-2").sanction == Sanction((prison(5, 9),))
        assert law.clauses["art-2"].kind is Kind.SANCTION
        assert reading(law).sanction == Sanction((units(10), units(3, name="extra")))
        gone = apply_bill(law, a_bill(c.Repeal(provision="art-1"), name="next", on=day(150)))
        assert state_on(gone.clauses["art-1"], day(150)) == NotInForce()

    def test_inserts_the_first_part_of_a_sanction_that_is_not_known(self):
        law = statutes(clause(attrs.evolve(BASE.wordings[0], sanction=None)))
        new = c.InsertPart(provision="art-1", part=units(3))
        assert reading(apply_bill(law, a_bill(new))).sanction == Sanction((units(3),))

    def test_replaces_of_a_provision_only_what_is_given(self):
        words, goods = Texts.of({"en": "New words"}), ("complete-firearm-in-shop",)
        first = a_bill(c.Replace(provision="art-1", text=words, forbids=goods))
        law = apply_bill(LAW, first)
        assert (reading(law).text, reading(law).forbids) == (words, goods)
        assert reading(law).sanction == BASE.wordings[0].sanction
        costs = c.Replace(provision="art-1", sanction=Sanction((units(5),)))
        law = apply_bill(law, a_bill(costs, name="next", on=day(150)))
        assert (reading(law).text, reading(law).forbids) == (words, goods)
        assert reading(law).sanction == Sanction((units(5),))

    def test_leaves_a_value_unknown_where_only_the_direction_is(self):
        turn = c.Turn(provision="art-1", name="fine", direction=Direction.HIGHER, searched=SEARCHED)
        law = apply_bill(LAW, a_bill(turn))
        part = reading(law).sanction.part("fine")
        expected = Unstated(direction=Direction.HIGHER, before=units(10).penalty, searched=SEARCHED)
        assert part.penalty == expected
        again = apply_bill(law, a_bill(turn, name="next", on=day(150)))
        assert reading(again).sanction.part("fine").penalty.before is None

    def test_turns_a_part_of_a_sanction_that_was_never_known(self):
        law = statutes(clause(attrs.evolve(BASE.wordings[0], sanction=None)))
        turn = c.Turn(provision="art-1", name="fine", direction=Direction.HIGHER)
        (part,) = reading(apply_bill(law, a_bill(turn))).sanction.parts
        assert part.penalty == Unstated(direction=Direction.HIGHER)

    def test_says_when_a_bill_was_adopted_and_published(self):
        days = ((b.Stage.ADOPTED, Day.on(day(1))), (b.Stage.PUBLISHED, Day.on(day(2))))
        law = apply_bill(LAW, staged(a_bill(HARSHER), *days))
        assert (reading(law).adopted, reading(law).published) == (day(1), day(2))

    @given(st.lists(changes(), min_size=1, max_size=3), st.sampled_from(NOT_LAW))
    def test_leaves_no_trace_of_a_bill_that_is_not_law(self, drawn, stage):
        assert apply_bill(LAW, a_bill(*drawn, stage=stage)) == LAW

    @given(st.lists(changes(), min_size=1, max_size=3))
    def test_leaves_no_trace_of_a_bill_that_was_dropped_after_all(self, drawn):
        bill = a_bill(*drawn, insert("art-2", prison(1, 2)))
        law = apply_bill(LAW, bill)
        dropped = apply_bill(law, staged(bill, (b.Stage.WITHDRAWN, NOT_KNOWN)))
        assert dropped.clauses == LAW.clauses
        assert dropped == LAW

    @given(st.lists(changes(), min_size=1, max_size=3))
    def test_twice_is_once(self, drawn):
        bill = a_bill(*drawn)
        assert apply_bill(apply_bill(LAW, bill), bill) == apply_bill(LAW, bill)

    @given(
        st.lists(changes(), min_size=1, max_size=2),
        st.lists(changes(), min_size=1, max_size=2),
        small.filter(bool),
        small.filter(bool),
        small,
    )
    def test_in_any_order_is_in_the_order_of_commencement(self, one, other, first, second, on):
        a, z = a_bill(*one, name="a", on=first), a_bill(*other, name="z", on=second)
        law, mirrored = apply_bill(apply_bill(LAW, a), z), apply_bill(apply_bill(LAW, z), a)
        assert law.clauses["art-1"].history == mirrored.clauses["art-1"].history
        assert state_on(law.clauses["art-1"], on) == state_on(mirrored.clauses["art-1"], on)
        # each bill works on what the earlier one left
        earlier, later = (
            sorted((a, z), key=lambda bill: (bill is z, 0)) if first <= second else (z, a)
        )
        left = apply_bill(LAW, earlier).clauses["art-1"].history[-1]
        base = statutes(clause(attrs.evolve(left, by=None)))
        assert reading(apply_bill(base, later), day(401)) == reading(law, day(401))


class TestComparing:
    def test_shows_each_amendment_before_and_after(self):
        gone = c.RepealPart(provision="art-1", name="fine")
        first, second, third = compare_bill(LAW, a_bill(HARSHER, gone, insert("art-2")))
        assert (first.part_before, first.part_after) == (prison(4, 10), prison(6, 10))
        assert (second.part, second.part_before, second.part_after) == ("fine", units(10), None)
        assert (third.provision, third.part, third.before) == ("art-2", None, None)
        assert third.part_after is None
        assert third.after is not None

    def test_shows_a_repeal_as_nothing_that_reads_there(self):
        (item,) = compare_bill(LAW, a_bill(c.Repeal(provision="art-1")))
        assert (item.before, item.after) == (BASE.wordings[0], None)
        assert item.part_after is None

    @pytest.mark.parametrize(
        ("stage", "standing"),
        [
            (b.Stage.SUBMITTED, Standing.WOULD_BE),
            (b.Stage.SIGNED, Standing.IS),
            (b.Stage.REJECTED, Standing.DROPPED),
        ],
    )
    def test_keeps_what_would_be_apart_from_what_is(self, stage, standing):
        (item,) = compare_bill(LAW, a_bill(HARSHER, stage=stage))
        assert (item.standing, item.commences) == (standing, Day.on(day(100)))

    def test_shows_a_sanction_that_is_not_known_as_no_part(self):
        law = statutes(clause(attrs.evolve(BASE.wordings[0], sanction=None)))
        turn = c.Turn(provision="art-1", name="fine", direction=Direction.HIGHER)
        (item,) = compare_bill(law, a_bill(turn))
        assert item.part_before is None
        assert item.part_after is not None

    @given(st.lists(changes(), min_size=1, max_size=3), st.sampled_from(NOT_LAW))
    def test_before_applying_shows_the_after_that_applying_gives(self, drawn, stage):
        shown = compare_bill(LAW, a_bill(*drawn, stage=stage))
        law = apply_bill(LAW, a_bill(*drawn))
        assert {item.after for item in shown} == {reading(law)}
        after = [item.after for item in compare_bill(law, a_bill(*drawn))]
        assert after == [item.after for item in shown]


class TestConflicts:
    def test_are_provisions_that_two_bills_change(self):
        fine = c.RepealPart(provision="art-1", name="fine")
        one = a_bill(HARSHER, fine, name="one")
        other = a_bill(insert("art-2"), HARSHER, name="other")
        expected = Conflict(provision="art-1", bills=("other", "one"), parts=("prison",))
        assert conflicts([other, one]) == (expected,)

    def test_are_none_with_a_bill_that_was_dropped(self):
        one, other = a_bill(HARSHER), a_bill(HARSHER, name="other", stage=b.Stage.WITHDRAWN)
        assert conflicts([one, other]) == ()


class TestARefusal:
    def test_of_a_bill_names_every_contradiction(self):
        with pytest.raises(Refused) as refusal:
            compare_bill(LAW, a_bill(c.Repeal(provision="x"), c.Repeal(provision="y")))
        assert [p.where for p in refusal.value.problems] == ["bill.1[0]", "bill.1[1]"]

    def test_of_a_bill_that_is_not_law_waits_until_it_is(self):
        nothing = c.Repeal(provision="x")
        assert apply_bill(LAW, a_bill(nothing, stage=b.Stage.DRAFTED)) == LAW
        with pytest.raises(Refused):
            apply_bill(LAW, a_bill(nothing))


def test_a_patch_on_nothing_makes_nothing():
    patch = c.Patch(bill="b", article="1", number=0, change=HARSHER, commences=NOT_KNOWN)
    unread = Wording(id="v")
    assert c.patched(None, patch) is None
    assert c.patched(unread, patch) is None
