"""Where profiles contradict each other: what the table of contradictions says of the rules."""

from dabyl.core.formats.cap.rules.contradictions import CONTRADICTIONS
from dabyl.core.formats.cap.rules.everything import RULES


class TestContradictions:
    def test_are_about_rules_of_the_table(self):
        named = {number for each in CONTRADICTIONS for number in each.rules}
        assert named <= {rule.number for rule in RULES}

    def test_say_what_our_own_messages_do(self):
        assert all(each.one and each.other and each.ours for each in CONTRADICTIONS)
