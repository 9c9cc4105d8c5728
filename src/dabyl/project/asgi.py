"""The public files as an ASGI application, for whoever brings a server of his own.

    granian --interface asginl dabyl.project.asgi:application

It serves ``public/`` of the workspace; ``dabyl serve`` keeps it up to date.
"""

from dabyl.project.settings import WORKSPACE
from dabyl.wiring import file_server

application = file_server(WORKSPACE / "public")
