"""What people are told, in order: in earnest or not, in force or not, then the rest."""

import pytest

from dabyl.core.formats.cap.explaining.telling import tell
from dabyl.core.formats.cap.explaining.told import Tone
from dabyl.core.formats.cap.explaining.words import Words
from dabyl.core.formats.cap.values import Circle, NamedValue, Polygon, Resource
from dabyl.core.values.instants import parse_instant
from support.alertkeys import RECEIVED, a_key, ring, signed
from support.alertkeys import an_alert as a_small_alert
from support.cap import (
    CLEAN,
    SENDER,
    an_alert,
    an_area,
    an_info,
    an_update,
    changed,
    with_area,
    with_info,
)
from support.explained import beside, explained

LATE = parse_instant("2016-06-06T18:00:00+06:00")
MORE = 21


def told(alert=CLEAN, *, lang="en", **context):
    return tell(explained(alert, lang=lang, **context), Words(lang))


def said(sections, name):
    """Return the texts of a section; none where there is no such section."""
    return [each.text for section in sections if section.name == name for each in section.said]


def block(name, lang="en", **changes):
    return said(told(with_info(CLEAN, 1, **changes), lang=lang).blocks[0].sections, name)


def about(name, alert=CLEAN, **context):
    return said(told(alert, **context).about, name)


def banner(alert=CLEAN, **context):
    return [(each.text, each.tone) for each in told(alert, **context).banner]


class TestBanner:
    def test_says_whether_it_holds(self):
        at = "6 June 2016 12:30 (Almaty time)"
        assert banner() == [(f"In force at {at}.", Tone.ALARM)]

    @pytest.mark.parametrize("status", ["Exercise", "System", "Test", "Draft"])
    def test_says_first_that_it_is_not_in_earnest(self, status):
        first, second = banner(changed(CLEAN, status=status))
        assert first == (Words("en").say("status", status), Tone.CAUTION)
        assert second[1] is Tone.PLAIN

    @pytest.mark.parametrize("status", [None, "unknown", "Real"])
    def test_takes_no_other_status_for_earnest(self, status):
        (text, _), *_ = banner(changed(CLEAN, status=status))
        assert text.startswith("It doesn't say that it is meant in earnest")

    def test_warns_of_a_changed_message(self):
        data = signed(a_small_alert(), a_key()).replace(b"KZ-0001", b"KZ-0002")
        lines = banner(data, at=RECEIVED)
        assert lines[0] == (
            (
                "DON'T RELY ON IT. Its signature doesn't hold: "
                "the message was changed after it was signed."
            ),
            Tone.ALARM,
        )

    def test_warns_of_what_is_not_built_as_cap_demands(self):
        assert banner(changed(CLEAN, scope=None))[-1][1] is Tone.CAUTION

    def test_is_calm_about_what_is_over(self):
        over = parse_instant("2017-01-01T00:00:00Z")
        assert [tone for _, tone in banner(at=over)] == [Tone.PLAIN]
        assert [tone for _, tone in banner(with_info(CLEAN, 0, expires=None))] == [Tone.CAUTION]


class TestBlock:
    def test_has_the_headline_as_its_title_and_then_the_event(self):
        title = told().blocks[0].title
        assert (title.text, title.lang) == ("Moderate threat level in Vale", "en")
        assert block("what") == ["Terrorism threat level", "law enforcement and security"]

    def test_does_not_say_the_event_twice(self):
        plain = told(with_info(CLEAN, 1, headline=" ")).blocks[0]
        assert plain.title.text == "Terrorism threat level"
        assert said(plain.sections, "what") == ["law enforcement and security"]

    def test_has_a_title_in_any_case(self):
        bare = told(with_info(CLEAN, 1, headline=None, event=None)).blocks[0]
        assert (bare.title.text, bare.title.lang) == ("Alert without a title", None)

    def test_is_in_the_language_of_the_reader(self):
        russian = told(lang="ru").blocks[0]
        assert russian.title.text == "Умеренный уровень опасности в Долине"
        assert said(russian.sections, "serious") == [
            "Тяжесть: умеренная, возможна угроза жизни или имуществу",
            "Срочность: действовать скоро, в ближайший час",
            "Достоверность: возможно: скорее нет, чем да",
        ]

    def test_tells_each_category_once(self):
        assert block("what", categories=("Met", "Fire", "Met"))[1] == "weather and water; fire"

    def test_is_loud_about_what_is_grave_only_while_it_holds(self):
        grave = with_info(CLEAN, 1, severity="Extreme")
        for alert, tone in ((grave, Tone.ALARM), (changed(grave, status="Test"), Tone.PLAIN)):
            (serious,) = [s for s in told(alert).blocks[0].sections if s.name == "serious"]
            assert serious.said[0].tone is tone

    def test_understands_the_certainty_of_old_messages(self):
        old = (
            b'<alert xmlns="http://www.incident.com/cap/1.0"><info>'
            b"<certainty>Very Likely</certainty></info></alert>"
        )
        serious = said(told(old).blocks[0].sections, "serious")
        assert serious[2] == "Certainty: likely: rather yes than no"
        assert "doesn't know" in block("serious", certainty="Very Likely")[2]

    def test_says_when(self):
        assert block("when") == [
            "Start: 6 June 2016 12:00 (UTC+06:00)",
            "What it warns of is expected: 6 June 2016 12:00 (UTC+06:00)",
            "End: 7 June 2016 12:00 (UTC+06:00)",
        ]
        assert block("when", effective=None, onset=None, expires=None) == [
            "Start: 6 June 2016 12:00 (UTC+06:00)",
            "End: not stated",
        ]

    def test_says_what_to_do(self):
        asked = block(
            "do", response_types=("Shelter", "Monitor", "Shelter"), instruction="Go.\nIn."
        )
        assert asked == ["Take shelter. Follow the news of those in charge.", "Go.\nIn."]
        assert block("do", response_types=(), instruction=None) == []

    def test_says_who_for_whom_and_in_what_words(self):
        assert block("who") == [
            "Anti-terrorist headquarters of Osland",
            "Contact: +7 700 000 00 00",
        ]
        assert block("who", contact=None) == ["Anti-terrorist headquarters of Osland"]
        assert block("audience", audience="Drivers") == ["Drivers"]
        assert block("says") == [CLEAN.infos[0].description]

    def test_says_of_several_blocks_which_of_them_holds(self):
        two = an_alert(infos=(an_info(), with_info(CLEAN, 1, expires=None).infos[0]))
        assert [each.force.text for each in told(two).blocks] == [
            "In force.",
            "Begun, without a stated end.",
        ]
        assert told().blocks[0].force is None


class TestWhere:
    def test_names_areas_codes_and_extent(self):
        assert block("where") == [
            "Vale",
            "Codes: ISO 3166-2:2013 KZ-15, SAME 000000, profile:CAP-CP:Location:1.0 00",
            (
                "From 50.1° N to 50.3° N and from 57.1° E to 57.3° E, "
                "about 14 km wide and 22 km high; north is up."
            ),
        ]

    def test_says_so_where_there_is_nothing(self):
        assert block("where", areas=()) == ["It doesn't say where."]
        bare = an_area(polygons=(), geocodes=())
        assert block("where", areas=(bare,)) == [
            "Vale",
            "No shapes to draw: only names or codes.",
        ]
        empty = an_area(polygons=(Polygon(""),), geocodes=())
        assert block("where", areas=(empty,))[1] == "Shapes that aren't drawn: 1."

    def test_says_how_much_cannot_be_drawn(self):
        area = an_area(polygons=(Polygon("x"),), circles=(Circle("50,60 0"),))
        assert block("where", areas=(area,))[-1] == (
            "At 50° N, 60° E. Shapes that aren't drawn: 1."
        )

    def test_tells_the_first_of_many(self):
        areas = tuple(
            an_area(description=f"Place {n}", geocodes=(NamedValue("N", str(n)),))
            for n in range(MORE)
        )
        where = block("where", areas=areas)
        assert where[19:21] == ["Place 19", "and 1 more"]
        assert where[21].endswith("N 19, and 1 more")

    def test_tells_heights_in_metres_once(self):
        high = an_area(altitude="1000", ceiling="2000")
        where = block("where", areas=(high, high, an_area(altitude="low", ceiling="9" * 1_000_001)))
        assert [text for text in where if "sea level" in text] == [
            "Height above sea level: 305 – 610 m"
        ]


class TestLinks:
    def links(self, address):
        alert = with_info(CLEAN, 1, web=address)
        (section,) = [s for s in told(alert).blocks[0].sections if s.name == "links"]
        return [(each.text, each.href) for each in section.said]

    def test_may_be_followed_when_they_are_of_the_web(self):
        address = "https://osland.example/vale?a=1&b=2#c"
        assert self.links(address) == [(address, address)]

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://x.example/ y",
            'https://x.example/"onclick',
            "https://x.example/\u202egnp",
            "//x.example",
            "file:///etc/passwd",
        ],
    )
    def test_are_text_otherwise(self, address):
        ((_, href),) = self.links(address)
        assert href is None

    def test_name_the_files_that_go_with_it(self):
        picture = Resource("A map", "image/png", None, "https://osland.example/m.png", None, None)
        alert = with_info(CLEAN, 1, web=None, resources=(picture,))
        assert said(told(alert).blocks[0].sections, "links") == [
            "A map",
            "https://osland.example/m.png",
        ]


class TestAbout:
    def test_says_what_sort_of_message_it_is(self):
        assert about("kind") == ["A new message.", "For everybody."]
        odd = changed(CLEAN, msg_type="unknown", scope="Secret")
        assert about("kind", odd) == ["What it does isn't said in a way that CAP knows."]

    def test_says_for_whom_it_is_alone(self):
        closed = changed(CLEAN, scope="Restricted", restriction="Police")
        assert about("kind", closed)[1:] == ["Only for those to whom this applies:", "Police"]
        private = changed(CLEAN, scope="Private", addresses="a@x b@x")
        assert about("kind", private)[1:] == ["Only for these addresses:", "a@x b@x"]

    def test_says_who_sent_it_when(self):
        sent = changed(CLEAN, source="Duty desk", incidents="flood")
        assert about("sent", sent) == [
            "6 June 2016 12:00 (UTC+06:00)",
            f"Sender: {SENDER}",
            "Source: Duty desk",
            "Events: flood",
        ]
        assert about("note", changed(CLEAN, note="Mind.")) == ["Mind."]
        assert about("name") == [CLEAN.identifier]

    def test_names_what_it_replaces(self):
        update = an_update(references=f"x {SENDER},{CLEAN.identifier},t {SENDER},y,t")
        assert about("replaces", update, seen=beside(CLEAN), at=LATE) == [
            "x",
            "This is no reference of three parts.",
            "Moderate threat level in Vale",
            f"{CLEAN.identifier}, {SENDER}; 6 June 2016 12:00 (UTC+06:00)",
            f"y, {SENDER}, t",
            "It was not among the messages that were looked at.",
        ]
        assert about("replaces", update)[2:] == [
            f"{CLEAN.identifier}, {SENDER}, t",
            f"y, {SENDER}, t",
        ]

    def test_names_the_first_of_many_references(self):
        update = an_update(references=" ".join(f"{SENDER},{n},t" for n in range(MORE)))
        assert about("replaces", update)[-1] == "and 1 more"

    def test_says_what_came_after(self):
        assert about("newer") == [
            (
                "No messages beside this file were looked at (--chain): "
                "a later one may have changed it."
            )
        ]
        assert about("newer", seen=beside(CLEAN)) == [
            "Nothing newer among the messages that were looked at."
        ]
        bare = changed(an_update(), infos=())
        stranger = an_update(identifier="u2", sender="x@example.org", msg_type="Cancel")
        assert about("newer", seen=beside(bare, stranger), at=LATE) == [
            "Replaced by:",
            f"osland-2016-000018, {SENDER}; 6 June 2016 13:00 (UTC+06:00)",
            "Names this one, and doesn't count: it is of another sender.",
            "Moderate threat level in Vale",
            "u2, x@example.org; 6 June 2016 13:00 (UTC+06:00)",
        ]

    def test_names_the_first_of_many_that_came_after(self):
        many = beside(*(an_update(identifier=f"u{n}") for n in range(MORE)))
        assert about("newer", seen=many, at=LATE)[-1] == "and 1 more"

    def test_says_whether_the_signature_holds(self):
        key = a_key()
        data = signed(a_small_alert(), key)
        assert about("signature") == ["None: who sent it can't be verified."]
        assert about("signature", data, at=RECEIVED)[0] == (
            "It can't be verified: no registered keys were given (--keys)."
        )
        other = ring(a_key("x@example.org"))
        assert about("signature", data, at=RECEIVED, keyring=other)[0] == (
            "It can't be verified: no key is registered for the sender."
        )
        assert about("signature", data, at=RECEIVED, keyring=ring(key)) == [
            "It holds: signed by a registered key of the sender.",
            f"Key {key.certificate.id}",
        ]

    def test_says_in_which_language_the_text_is(self):
        assert about("language") == ["The text is in English (en).", "Also in: Russian (ru)."]
        assert about("language", lang="kk") == [
            "Сіздің тіліңізде (қазақ (kk)) мәтін жоқ; бұл мәтіннің тілі: орыс (ru).",
            "Тағы бар: ағылшын (en).",
        ]
        one = with_area(an_alert(infos=(an_info(),)), 1, geocodes=())
        assert about("language", one) == ["The text is in English (en)."]
        assert about("language", an_alert(infos=())) == []
