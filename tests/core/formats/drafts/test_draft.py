"""Drafts as bytes."""

from hypothesis import given

from dabyl.core.formats.drafts.draft import format_draft, parse_draft
from support.drafting import a_draft, drafts


class TestParseDraft:
    @given(drafts)
    def test_undoes_format_draft(self, draft):
        assert parse_draft(format_draft(draft)) == draft

    def test_reads_a_draft_of_a_whole_decision(self):
        assert parse_draft(format_draft(a_draft())) == a_draft()
