import pytest

from dabyl.core.formats.cap.limits import Flaw
from dabyl.core.formats.cap.reading import read

HEAD = "<id>f</id><title>t</title><updated>2016-06-06T12:00:00Z</updated>"
ENTRY = "<entry><id>e</id><title>t</title><updated>2016-06-06T12:00:00Z</updated><content/></entry>"
CHANNEL = "<title>t</title><link>https://a.example/</link><description>d</description>"


def atom(inside):
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{inside}</feed>'


def rss(inside):
    return f"<rss><channel>{inside}</channel></rss>"


def problem(text):
    (found,) = read(text.encode()).problems
    return found.flaw, found.data.get("name")


class TestAFeedWithoutAlerts:
    @pytest.mark.parametrize(
        "text",
        [
            atom(HEAD),
            atom(HEAD + ENTRY),
            atom(f'{HEAD}<!-- c --><x:y xmlns:x="urn:x"/>'),
            rss(CHANNEL),
            rss(f"{CHANNEL}<item><description>d</description></item>"),
            "<feed/>",
        ],
    )
    def test_that_lacks_nothing_holds_no_alert(self, text):
        assert problem(text)[0] is Flaw.NO_ALERT

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            (atom(HEAD.replace("<id>f</id>", "")), "id"),
            (atom(HEAD + ENTRY.replace("<title>t</title>", "")), "title"),
            (atom(HEAD + ENTRY.replace("<content/>", "")), "link"),
            ("<rss/>", "channel"),
            (rss(CHANNEL.replace("<title>t</title>", "")), "title"),
            (rss(f"{CHANNEL}<item/>"), "title"),
        ],
    )
    def test_is_told_what_it_lacks(self, text, name):
        assert problem(text) == (Flaw.FEED_LACKS, name)

    def test_is_told_what_atom_does_not_have(self):
        assert problem(atom(f"{HEAD}<foo/>")) == (Flaw.FEED_UNKNOWN, "foo")
