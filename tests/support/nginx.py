"""A real nginx on loopback, with settings of ours."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 60.0
_SETTINGS = """{user}
daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{inside}
}}
"""


def nginx_program() -> str | None:
    """Return where nginx is, or None."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def settings_in(folder: Path, inside: str) -> Path:
    """Write settings whose ``http`` holds *inside*, and return the file."""
    user = "user root;" if os.geteuid() == 0 else ""
    file = folder / "nginx.conf"
    text = _SETTINGS.format(user=user, folder=folder, inside=inside)
    file.write_text(text, encoding="utf-8")
    return file


def check_settings(program: str, file: Path) -> str:
    """Return what nginx says against settings: nothing when it takes them."""
    done = subprocess.run(
        [program, "-t", "-q", "-e", "stderr", "-p", str(file.parent), "-c", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr if done.returncode or done.stderr else ""


@contextmanager
def nginx(program: str, file: Path, *, port: int) -> "Iterator[subprocess.Popen[bytes]]":
    """Run nginx with the settings in *file*, which listen at *port*, until the end of the block."""
    command = [program, "-e", str(file.parent / "error.log"), "-p", str(file.parent)]
    process = subprocess.Popen([*command, "-c", str(file)], stdin=subprocess.DEVNULL)
    try:
        _wait(process, port, file.parent / "error.log")
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    said = log.read_text(encoding="utf-8") if log.exists() else ""
    raise AssertionError(f"nginx doesn't listen at {port}: {said}")
