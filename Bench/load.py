"""Sends requests and checks answers."""

import json
import os
import re
import socket
import subprocess
import time
from dataclasses import dataclass


class Wrong(Exception):
    """An answer was wrong, or there was none."""


@dataclass(frozen=True)
class Result:
    """What came of one run."""

    rate: float
    requests: int
    bytes_each: float
    p50_milliseconds: float
    p99_milliseconds: float


class Client:
    """One keep-alive connection that looks at every answer."""

    def __init__(self, server):
        self.name = server.name
        self.headers = server.headers
        self.answered_bytes = 0  # of the last answer, its head included
        self.host = f"127.0.0.1:{server.port}"
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, call):
        return self.exchange(call)[0]

    def exchange(self, call):
        """The answer's body, and the milliseconds that it took."""
        request = call.raw(self.host, self.headers)
        began = time.perf_counter()
        self.socket.sendall(request)
        received = self.receive(b"\r\n\r\n")
        head, _, body = received.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\ncontent-length: *(\d+)", head)
        if length:
            while len(body) < int(length[1]):
                body += self.part()
        else:
            while not body.endswith(b"0\r\n\r\n"):
                body += self.part()
        took = (time.perf_counter() - began) * 1000
        self.answered_bytes = len(head) + 4 + len(body)
        if not head.startswith(b"HTTP/1.1 200 ") or call.expected.encode() not in body:
            raise Wrong(f"{self.name}: {call.method} {call.path} answered {(head + body)[:1500].decode()}")
        return body.decode(errors="replace"), took

    def receive(self, end):
        received = b""
        while end not in received:
            received += self.part()
        return received

    def part(self):
        part = self.socket.recv(1 << 16)
        if not part:
            raise Wrong(f"{self.name} closed the connection")
        return part

    def close(self):
        self.socket.close()


def closed(server, call, numbers, connections, seconds, folder, alike=True):
    """Each connection sends its next request when it has its answer (wrk, one thread).

    The first request is sent beforehand by a client that reads the answer. Of the others wrk looks at the status; how
    long they are on the average is compared with that first one, when all are `alike`.
    """
    client = Client(server)
    client.send(call(numbers[0]))
    known = client.answered_bytes
    client.close()
    path = os.path.join(folder, f"requests-{os.getpid()}")
    with open(path, "wb") as file:
        file.write(b"\0".join(call(number).raw(f"127.0.0.1:{server.port}", server.headers) for number in numbers[1:]))
    script = os.path.join(os.path.dirname(__file__), "load.lua")
    ran = subprocess.run(
        ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--timeout", "10s",
         "--script", script, f"http://127.0.0.1:{server.port}", "--", path], capture_output=True, text=True)
    found = re.search(r"^RESULT (.*)$", ran.stdout, re.M)
    if not found:
        raise Wrong(f"wrk failed: {ran.stdout}{ran.stderr}")
    told = json.loads(found[1])
    if told["statuses"] or told["sockets"] or told["timeouts"] or not told["requests"]:
        raise Wrong(f"{server.name}, {call(numbers[0]).path}: {ran.stdout}")
    each = told["bytes"] / told["requests"]
    # A number in it may have some digits more or less; the last answers may have come in part.
    if alike and not 0.96 <= each / known <= 1.04:
        raise Wrong(f"{server.name}, {call(numbers[0]).path}: answers of {each:.0f} bytes, one had {known}")
    return Result(
        told["requests"] / told["microseconds"] * 1e6, told["requests"], each, told["p50"] / 1000, told["p99"] / 1000)


def at_a_rate(k6, server, call, numbers, rate, seconds, folder):
    """Requests begin at a constant rate, whatever became of those before (k6); gives p99 in milliseconds."""
    calls = [call(number) for number in numbers[: rate * seconds + 1]]
    requests = os.path.join(folder, "requests.json")
    with open(requests, "w") as file:
        json.dump([{"method": c.method, "path": c.path, "expected": c.expected,
                    "body": None if c.body is None else json.dumps(c.body)} for c in calls], file)
    summary = os.path.join(folder, "summary.json")
    environment = os.environ | {
        "REQUESTS": requests, "SUMMARY": summary, "RATE": str(rate), "SECONDS": str(seconds),
        "URL": f"http://127.0.0.1:{server.port}", "HEADERS": json.dumps(server.headers)}
    script = os.path.join(os.path.dirname(__file__), "arrivals.js")
    ran = subprocess.run(
        [k6, "run", "--quiet", "--no-usage-report", "--address", "", script], env=environment,
        capture_output=True, text=True)
    if not os.path.exists(summary):
        raise Wrong(f"k6 failed: {ran.stdout}{ran.stderr}")
    metrics = json.load(open(summary))["metrics"]
    if metrics["checks"]["values"]["rate"] != 1:
        raise Wrong(f"k6 got wrong answers: {metrics['checks']['values']}")
    return {
        "p50_milliseconds": metrics["http_req_duration"]["values"]["med"],
        "p99_milliseconds": metrics["http_req_duration"]["values"]["p(99)"],
        "rate": metrics["http_reqs"]["values"]["rate"],
        "not_begun": metrics.get("dropped_iterations", {"values": {"count": 0}})["values"]["count"],
    }
