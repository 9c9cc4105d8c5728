"""A hub hears which feeds changed; a hub that fails is told of, and no more."""

import socket
from threading import Thread

from dabyl.adapters.websub import tell_hub
from support.hubs import a_hub

TOPICS = ["https://warn.example/feed/cap.atom", "https://warn.example/feed/cap.rss"]


class TestHub:
    def test_hears_of_every_topic_in_both_spellings(self):
        with a_hub() as hub:
            assert tell_hub(hub.address, TOPICS) is None
        assert hub.told == [{"hub.mode": ["publish"], "hub.topic": TOPICS, "hub.url": TOPICS}]

    def test_that_says_no_is_told(self):
        with a_hub(answer=403) as hub:
            assert tell_hub(hub.address, TOPICS) == f"{hub.address} answers 403"

    def test_that_is_not_there_is_told(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"http://127.0.0.1:{free.getsockname()[1]}/"
        assert "cannot be reached" in (tell_hub(address, TOPICS) or "")

    def test_that_talks_nonsense_is_told(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = f"http://127.0.0.1:{server.getsockname()[1]}/"
            server.settimeout(10)

            def answer() -> None:
                wire, _ = server.accept()
                with wire:
                    wire.recv(65536)
                    wire.sendall(b"ding dong\r\n\r\n")

            thread = Thread(target=answer)
            thread.start()
            assert "cannot be reached" in (tell_hub(address, TOPICS) or "")
            thread.join()
