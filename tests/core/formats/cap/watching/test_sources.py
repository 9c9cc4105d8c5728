import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.watching.sources import (
    MOST_LINKS,
    MOST_TRIES,
    Link,
    Source,
    noted,
    tried,
    waiting,
)

SOURCE = Source(address="https://alerts.example/cap.atom")
links = st.lists(st.builds(Link, st.sampled_from("abcdef"), st.sampled_from("12")), max_size=8)


def left(source):
    return list(waiting(source))


class TestSource:
    def test_names_what_is_new_in_the_order_of_the_feed(self):
        assert left(noted(SOURCE, [Link("b"), Link("a"), Link("b")])) == ["b", "a"]

    def test_forgets_nothing_that_it_had_while_the_feed_names_it(self):
        source = tried(noted(SOURCE, [Link("a", "1")]), "a", had=True)
        assert left(noted(source, [Link("a", "1"), Link("b", "1")])) == ["b"]

    def test_asks_again_for_what_has_another_date(self):
        source = tried(noted(SOURCE, [Link("a", "1")]), "a", had=True)
        assert left(noted(source, [Link("a", "2")])) == ["a"]

    def test_tries_again_and_at_last_gives_up(self):
        source = noted(SOURCE, [Link("a")])
        for _ in range(MOST_TRIES):
            assert left(source) == ["a"]
            source = tried(source, "a", had=False)
        assert left(source) == []
        assert left(noted(source, [Link("a")])) == []

    def test_keeps_asking_for_what_the_feed_no_longer_names_and_was_not_had(self):
        assert left(noted(noted(SOURCE, [Link("a")]), [Link("b")])) == ["a", "b"]

    def test_forgets_what_was_had_and_is_no_longer_named(self):
        source = tried(noted(SOURCE, [Link("a")]), "a", had=True)
        assert noted(source, []).links == {}

    def test_does_not_grow_with_a_feed_without_end(self):
        endless = (Link(str(number)) for number in range(10**9))
        assert len(noted(SOURCE, endless).links) == MOST_LINKS
        others = (Link(f"x{number}") for number in range(MOST_LINKS))
        assert len(noted(noted(SOURCE, [Link("a")]), others).links) == MOST_LINKS

    @given(st.lists(links, max_size=5), st.data())
    def test_waits_for_exactly_what_was_named_last_with_a_date_that_was_not_had(self, turns, data):
        source, had = SOURCE, set()
        for named in turns:
            source = noted(source, named)
            firsts = {link.address: link.date for link in reversed(named)}
            had = {(name, date) for name, date in had if firsts.get(name) == date}
            waits = set(left(source))
            assert {name for name, date in firsts.items() if (name, date) not in had} <= waits
            assert not {name for name, _ in had} & waits
            if waits:
                one = data.draw(st.sampled_from(sorted(waits)))
                source = tried(source, one, had=True)
                had.add((one, source.links[one].date))

    def test_is_the_same_after_it_was_written_and_read(self):
        source = tried(noted(SOURCE, [Link("a", "1"), Link("b")]), "a", had=True)
        assert msgspec.json.decode(msgspec.json.encode(source), type=Source) == source
