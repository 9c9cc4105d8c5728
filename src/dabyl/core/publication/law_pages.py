"""Every file of the law, and where it is: pages and feeds of a language, and JSON for machines."""

from collections.abc import Callable, Iterator
from functools import partial

from dabyl.core.publication.bill_page import bill_page
from dabyl.core.publication.law_calendar_page import law_calendar_page
from dabyl.core.publication.law_feeds import law_calendar, law_feed
from dabyl.core.publication.law_index_page import law_index_page
from dabyl.core.publication.law_json import bill_json, index_json, provision_json, work_json
from dabyl.core.publication.law_links import CALENDAR_TAIL, bill_tail, provision_tail, work_tail
from dabyl.core.publication.law_views import shown_bills, works_in_order
from dabyl.core.publication.press import Press
from dabyl.core.publication.provision_page import provision_page
from dabyl.core.publication.work_page import work_page


def _in_language(press: Press, lang: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Give the files of one language."""
    answers = press.answers
    law = answers.register.law_at(answers.known_at)
    for shown in shown_bills(law, answers.day):
        yield f"{lang}/{bill_tail(shown.bill.id)}", partial(bill_page, press, shown.bill.id, lang)
    for work in works_in_order(law):
        yield f"{lang}/{work_tail(work.id)}", partial(work_page, press, work.id, lang)
        for name in law.statutes.inside[work.id]:
            yield f"{lang}/{provision_tail(name)}", partial(provision_page, press, name, lang)
    yield f"{lang}/{CALENDAR_TAIL}", partial(law_calendar_page, press, lang)
    yield f"{lang}/law/index.html", partial(law_index_page, press, lang)
    yield f"feed/{lang}/law.atom", partial(law_feed, press, law, lang)
    yield f"calendar/{lang}/law.ics", partial(law_calendar, press, law, lang)


def law_files(press: Press) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Give the path and the maker of each file of the law."""
    for lang in press.languages:
        yield from _in_language(press, lang)
    answers = press.answers
    law = answers.register.law_at(answers.known_at)
    for shown in shown_bills(law, answers.day):
        yield f"law/bill/{shown.bill.id}.json", partial(bill_json, press, law, shown)
    for work in works_in_order(law):
        yield f"law/work/{work.id}.json", partial(work_json, press, law, work.id)
        for name in law.statutes.inside[work.id]:
            yield f"law/provision/{name}.json", partial(provision_json, press, law, name)
    yield "law/index.json", partial(index_json, press, law)
