"""Every benchmark runs at a small size: answers are compared, times never."""

import os
import re
import subprocess
import sys

import pytest

from support.nginx import nginx_program
from support.postgres import programs_folder
from support.tree import ROOT

BENCH = ROOT / "bench"
MISSED, MET = 1, 0


def scripts():
    return {path.stem for path in BENCH.glob("*.py") if not path.stem.startswith("_")}


def run(name: str, *arguments: str) -> str:
    folders = (BENCH, ROOT / "tests", ROOT / "src")
    done = subprocess.run(
        [sys.executable, str(BENCH / f"{name}.py"), *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {MET, MISSED}, done.stderr
    assert not done.stderr, done.stderr
    return done.stdout


class TestBenchmark:
    def test_of_standing_gets_the_same_answers_from_postgresql(self):
        if programs_folder() is None:
            pytest.skip("no PostgreSQL 15 or later (apt-get install postgresql-15)")
        assert "20 answers are the same" in run("standing", "200", "20")

    def test_of_law_gets_the_same_answers_from_postgresql(self):
        if programs_folder() is None:
            pytest.skip("no PostgreSQL 15 or later (apt-get install postgresql-15)")
        assert "200 answers are the same" in run("law", "30", "5", "200")

    def test_of_folding_gets_the_same_answers_from_a_snapshot(self):
        assert "50 answers are the same" in run("fold", "300", "50")

    def test_of_rendering_gets_the_same_pages_from_django(self):
        assert "9 pages say the same" in run("render", "1", "6")

    def test_of_publishing_writes_what_changed(self):
        written = re.findall(r"(\d+) of the record", run("publish", "5", "1"))
        assert len(written) == 2
        assert all(0 < int(count) < 100 for count in written)

    def test_of_approving_publishes_what_was_decided(self):
        found = re.search(r"([\d,]+) files written for 1 decisions", run("approve", "1"))
        assert found is not None
        assert int(found.group(1).replace(",", "")) > 2_000

    def test_of_the_journal_runs(self):
        assert "verify, one thread" in run("journal_bench", "300")

    def test_of_checking_alerts_gets_the_same_verdicts_from_xmlschema(self):
        assert "30 verdicts are the same" in run("cap_check", "30", "200")

    def test_of_reading_alerts_gets_the_same_verdicts_from_its_peers(self):
        assert "20 verdicts are the same" in run("cap_read", "10", "1")

    def test_of_signing_alerts_makes_what_others_verify(self):
        assert "12 verified, 12 by signxml" in run("cap_sign", "12", "1")

    def test_of_the_machine_interface_gets_the_same_bytes_from_django(self):
        assert "250 answers are the same" in run("api", "250", "1")

    def test_of_the_timeline_tells_the_same_as_the_core(self):
        assert "40 answers are the same" in run("timeline", "50", "1")

    def test_of_the_front_page_gets_the_same_bytes_from_nginx(self):
        if nginx_program() is None:
            pytest.skip("no nginx (make packages ARGS=nginx)")
        assert re.search(r"the same [\d,]+ bytes from both", run("front_page", "100", "1"))

    @pytest.mark.parametrize("name", sorted(scripts()))
    def test_is_tried_here(self, name):
        tried = {"law", "standing", "fold", "render", "publish", "journal_bench", "api", "approve"}
        assert name in tried | {"front_page", "cap_check", "cap_read", "cap_sign", "timeline"}
