"""Visitors: a few keep-alive connections of one real HTTP client, each with a request on its way."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse

CONNECTIONS = 4
HEADERS = {"Accept-Language": "fr", "Accept": "text/html"}


class Visitors:
    def __init__(self, port: int) -> None:
        self.connections = [HTTPConnection("127.0.0.1", port, timeout=30) for _ in range(CONNECTIONS)]

    def read(self, path: str) -> tuple[str, str]:
        """A page and the cookies it sets."""
        connection = self.connections[0]
        connection.request("GET", path, headers=HEADERS)
        answer = connection.getresponse()
        page = answer.read().decode()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return page, cookies_of(answer)

    def reads_per_second(self, path: str, seconds: float = 1.0) -> float:
        start, done = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            for connection in self.connections:
                connection.request("GET", path, headers=HEADERS)
            done += sum(self._finish(connection, 200) for connection in self.connections)
        return done / (time.perf_counter() - start)

    def send_all(self, path: str, forms: Iterator[tuple[str, Mapping[str, str]]]) -> None:
        """POST encoded forms with their headers; each must be answered by 303."""
        busy: list[HTTPConnection] = []
        for number, (form, headers) in enumerate(forms):
            connection = self.connections[number % CONNECTIONS]
            if connection in busy:
                busy.remove(connection)
                self._finish(connection, 303)
            connection.request("POST", path, form, {**HEADERS, **headers})
            busy.append(connection)
        for connection in busy:
            self._finish(connection, 303)

    @staticmethod
    def _finish(connection: HTTPConnection, expected: int) -> int:
        answer = connection.getresponse()
        answer.read()
        if answer.status != expected:
            raise RuntimeError(f"{answer.status} instead of {expected}")
        return 1


def cookies_of(answer: HTTPResponse) -> str:
    """What it sets, as the next request sends it."""
    return "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie", []))


@contextmanager
def visitors(port: int) -> Iterator[Visitors]:
    made = Visitors(port)
    try:
        yield made
    finally:
        for connection in made.connections:
            connection.close()
