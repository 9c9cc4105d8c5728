"""The front page by ``dabyl serve`` against nginx serving the same file.

``python bench/front_page.py [REQUESTS] [ROUNDS]``

The site of the summer of 2016, published and served by ``dabyl serve``; nginx serves the page by
one process, from its cache of open files, without a log, and has it compressed beforehand, too.
A process of its own asks one of them, then the other, over a few connections that stay, in many
short rounds of which the best counts, see ``_load.py``. The bytes are compared first. Beside the
rate stands what one second of the server's processor answers, over all rounds, which other work on
the machine disturbs less. Target: half of nginx's rate, for the page as it is.
"""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import attrs

from dabyl.adapters.server import free_port
from support.nginx import nginx, nginx_program, settings_in
from support.processes import asked, going_on

TARGET = 0.5
PATH, CONNECTIONS = "/en/", 4
PACKED = "Accept-Encoding: gzip"
LOAD = Path(__file__).with_name("_load.py")
TICKS_S = os.sysconf("SC_CLK_TCK")
SETTINGS = """
    sendfile on;
    tcp_nopush on;
    open_file_cache max=1000;
    keepalive_requests 100000000;
    gzip_static on;
    server {{ listen 127.0.0.1:{port}; root {root}; }}
"""


@attrs.frozen(kw_only=True)
class Served:
    """A server: its port, and its process."""

    port: int
    pid: int


@attrs.frozen(kw_only=True)
class Round:
    """Seconds that a round took, that the server was at work, and that who asked was."""

    took_s: float
    served_s: float
    asked_s: float


def main(requests: int, rounds: int) -> bool:
    """Compare, measure, print; return whether the target was met."""
    program = nginx_program()
    if program is None:
        print("skipped: there is no nginx here (make packages ARGS=nginx)")
        return True
    with TemporaryDirectory(prefix="dabyl-bench-") as folder, both(program, Path(folder)) as pair:
        page = compare(pair)
        print(f"the same {page:,} bytes from both")
        ratio = measured(pair, requests, rounds, "")
        measured(pair, requests, rounds, PACKED)
    print(f"ratio {ratio:.2f}   (target {TARGET:g}, uncompressed)")
    return ratio >= TARGET


@contextmanager
def both(program: str, folder: Path) -> Iterator[tuple[Served, Served]]:
    """Serve the site by Dabyl and by nginx."""
    hq, port = folder / "hq", free_port("127.0.0.1", 0)
    asked("replay", "kazakhstan-2016", "--workspace", hq)
    with going_on("serve", "--port", "0", "--workspace", hq) as dabyl:
        address = dabyl.until("serving")["address"]
        page = folder / "peer" / PATH.strip("/") / "index.html"
        page.parent.mkdir(parents=True)
        shutil.copyfile(hq / "public" / PATH.strip("/") / "index.html", page)
        page.with_name("index.html.gz").write_bytes(gzip.compress(page.read_bytes()))
        file = settings_in(folder, SETTINGS.format(port=port, root=folder / "peer"))
        with nginx(program, file, port=port) as peer:
            ours = Served(port=urlsplit(address).port or 0, pid=dabyl.process.pid)
            yield ours, Served(port=port, pid=peer.pid)
        dabyl.end()


def compare(pair: tuple[Served, Served]) -> int:
    """Compare the page from both, as it is and compressed; return how many bytes it has."""
    pages = {body(one.port, {}) for one in pair}
    pages |= {gzip.decompress(body(one.port, {"Accept-Encoding": "gzip"})) for one in pair}
    if len(pages) > 1:
        raise SystemExit("the pages differ")
    return len(pages.pop())


def body(port: int, headers: dict[str, str]) -> bytes:
    """Return the page's bytes as they come."""
    wire = HTTPConnection("127.0.0.1", port, timeout=10)
    wire.request("GET", PATH, headers=headers)
    found = wire.getresponse().read()
    wire.close()
    return found


def measured(pair: tuple[Served, Served], requests: int, rounds: int, header: str) -> float:
    """Measure both in turn, print what each did, and return the ratio of their rates."""
    turns = [[a_round(one, requests, header) for one in pair] for _ in range(rounds)]
    rates: list[float] = []
    by_processor: list[float] = []
    how = "compressed" if header else "as it is"
    for name, of_one in zip(("dabyl serve", "nginx"), zip(*turns, strict=True), strict=True):
        best = min(of_one, key=lambda each: each.took_s)
        rates.append(requests / best.took_s)
        by_processor.append(requests * rounds / sum(each.served_s for each in of_one))
        print(
            f"{name:12} {how:10} {rates[-1]:9,.0f} answers/s, {by_processor[-1]:9,.0f} a second"
            f" of its processor (who asked was busy {best.asked_s / best.took_s:.0%} of the time)"
        )
    ratio = rates[0] / rates[1]
    print(
        f"ratio        {how:10} {ratio:9.2f}; by processor {by_processor[0] / by_processor[1]:.2f}"
    )
    return ratio


def a_round(one: Served, requests: int, header: str) -> Round:
    """Ask one server so many times."""
    before = processor_s(one.pid)
    command = [sys.executable, str(LOAD), str(one.port), PATH, str(CONNECTIONS), str(requests)]
    done = subprocess.run([*command, header], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    took_s, asked_s = map(float, done.stdout.split())
    served_s = max(processor_s(one.pid) - before, 1 / TICKS_S)
    return Round(took_s=took_s, served_s=served_s, asked_s=asked_s)


def processor_s(pid: int) -> float:
    """Return the seconds that a process was at work until now."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_S


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    met = main(*(numbers + [5_000, 12][len(numbers) :]))
    raise SystemExit(0 if met else 1)
