"""The version is said once, and the changelog agrees with it."""

import re
import tomllib

from support.tree import ROOT

KINDS = ("public", "operator", "pack", "inside")


def project() -> dict[str, str]:
    found: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return found


class TestRelease:
    def test_version_is_the_newest_heading_of_the_changelog_once_released(self):
        text = (ROOT / "CHANGELOG.md").read_text("utf-8")
        headings = re.findall(r"^## (?:Dabyl )?v?(\d+\.\d+\.\d+)", text, re.MULTILINE)
        assert headings[:1] in ([], [project()["version"]])

    def test_notes_have_a_kind_that_is_known(self):
        notes = [path.name for path in (ROOT / "changes").glob("*.md") if path.name != "README.md"]
        pattern = re.compile(rf"(\d+|\+[a-z0-9-]+)\.({'|'.join(KINDS)})(\.\d+)?\.md")
        assert [name for name in notes if not pattern.fullmatch(name)] == []

    def test_licence_is_the_one_that_the_package_names(self):
        assert project()["license"] == "EUPL-1.2"
        assert (
            (ROOT / "LICENSE").read_text("utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
        )
