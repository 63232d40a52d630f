"""What a client must be able to do to take the journey: send requests and hand back the answers as they came."""

import base64
import concurrent.futures
import os
import subprocess
import typing


class Request(typing.NamedTuple):
    method: str
    path: str
    headers: dict
    body: typing.Optional[bytes] = None


class Answer(typing.NamedTuple):
    status: int
    headers: dict  # by lower-case name
    body: bytes


class Transport:
    """One HTTP client.

    `one` keeps a connection and sends everything over it in order; `many` sends each request of a batch over a
    connection of its own, all at once.
    """

    keeps_connections = True
    connections_more = 0  # how many more than needed it may open
    shows_unauthorized = True  # hands over what a 401 says
    sends_beyond_ascii = True
    sends_chunks = False  # when it is told to by a header
    offers_upgrades = False  # may be told to offer one; those that do by themselves need not be told

    def __init__(self, base, mode, ca=None):
        self.base, self.mode, self.ca = base, mode, ca
        self.connections_expected = 0
        self._is_open = False

    def send(self, requests):
        if self.mode == "many":
            with concurrent.futures.ThreadPoolExecutor(max(1, len(requests))) as pool:
                return list(pool.map(self._send_alone, requests))
        answers = []
        for request in requests:
            answers.append(self.exchange(request))
            self.count(answers[-1])
        return answers

    def count(self, answer):
        """Keeps count of the connections that the server's announcements allow."""
        self.connections_expected += not self._is_open
        self._is_open = answer.headers.get("connection", "").lower() != "close"

    def _send_alone(self, request):
        other = type(self)(self.base, "one", self.ca)
        try:
            return other.exchange(request)
        finally:
            other.close()

    def exchange(self, request):
        raise NotImplementedError

    def close(self):
        pass


class Bridge(Transport):
    """A program in another language that reads requests from its input and writes answers to its output.

    A batch is a line with the number of requests, then a line for each: the method, and in base 64 the URL, the
    headers and the body (`-` for none). An answer is a line: the status, the headers, the body.
    """

    command = ()

    def __init__(self, base, mode, ca=None):
        super().__init__(base, mode, ca)
        # Node reads the certificate's name from its environment only.
        environment = {**os.environ, **({"NODE_EXTRA_CA_CERTS": ca} if ca else {})}
        self.process = subprocess.Popen(
            [*self.command, mode, ca or "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    def send(self, requests):
        lines = [str(len(requests))] + [self._line(request) for request in requests]
        self.process.stdin.write(("\n".join(lines) + "\n").encode())
        self.process.stdin.flush()
        answers = [self._read_answer() for _ in requests]
        for answer in answers:
            self.count(answer)
        return answers

    def _line(self, request):
        headers = "".join(f"{name}: {value}\n" for name, value in request.headers.items())
        url = (self.base + request.path).encode()
        fields = [base64.b64encode(field).decode() for field in (url, headers.encode())]
        body = "-" if request.body is None else base64.b64encode(request.body).decode()
        return " ".join([request.method, *fields, body])

    def _read_answer(self):
        line = self.process.stdout.readline().decode().rstrip("\n")
        if not line:
            raise ConnectionError(f"{self.command} ended with {self.process.wait()}")
        status, headers, body = line.split(" ")
        return Answer(int(status), parse_headers(base64.b64decode(headers)), base64.b64decode(body))

    def close(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        self.process.stdout.close()
        self.process.wait()


def parse_headers(data):
    """Header lines as a dictionary; a repeated name would hide a value, so it is refused."""
    headers = {}
    for line in data.decode("latin-1").splitlines():
        name, colon, value = line.partition(":")
        if not colon or name.startswith(" "):
            continue
        if name.lower() in headers:
            raise ValueError(f"two {name} headers")
        headers[name.lower()] = value.strip()
    return headers
