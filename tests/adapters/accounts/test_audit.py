"""The audit trail: a chain that shows what was changed, and names nobody."""

import pytest

from support.consoles import a_console


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        yield opened


def three_lines(console):
    from dabyl.adapters.accounts import people  # noqa: PLC0415 - Django must be ready

    for name in ("Aigerim", "Bolat", "Cleo"):
        people.invite(name, by=None, at=console.now())


class TestTheTrail:
    def test_follows_line_after_line_and_names_nobody(self, console):
        from dabyl.adapters.accounts import audit, models  # noqa: PLC0415 - Django must be ready

        three_lines(console)
        assert audit.broken_at() is None
        assert [line["subject"] for line in audit.lines(10)] == ["person-3", "person-2", "person-1"]
        assert audit.head() == (3, models.AuditRow.objects.get(number=3).hash)
        stored = b"".join(bytes(row.line) for row in models.AuditRow.objects.all())
        assert b"Aigerim" not in stored

    @pytest.mark.parametrize(
        ("change", "found"),
        [
            (lambda rows: rows.filter(number=2).delete(), 2),
            (lambda rows: rows.filter(number=2).update(line=b"{}"), 2),
            (lambda rows: rows.filter(number=1).update(line=b"nothing"), 1),
            (lambda rows: rows.filter(number=3).update(hash="0" * 64), 3),
        ],
        ids=["a line is gone", "another line", "no line", "another hash"],
    )
    def test_shows_where_it_was_changed(self, console, change, found):
        from dabyl.adapters.accounts import audit, models  # noqa: PLC0415 - Django must be ready

        three_lines(console)
        change(models.AuditRow.objects)
        assert audit.broken_at() == found
