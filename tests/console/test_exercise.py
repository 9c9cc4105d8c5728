"""An exercise looks like one, on every page."""

from dabyl.core.journal.keys import WorkspaceKind
from support.consoles import a_console, a_desk


class TestAnExercise:
    def test_says_so_in_every_language_on_every_page(self, tmp_path):
        with a_console(tmp_path, WorkspaceKind.EXERCISE):
            for path in ("/sign-in", "/nothing"):
                text = a_desk().get(path).content.decode()
                assert '<body class="console exercise">' in text
                for word in ("EXERCISE", "УЧЕНИЕ", "ОҚУ-ЖАТТЫҒУ"):
                    assert word in text
