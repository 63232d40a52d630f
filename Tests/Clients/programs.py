"""Clients that are programs: `curl` and `wget` as scripts call them, and HTTP clients of other languages."""

import json
import os
import pathlib
import subprocess
import tempfile

from transport import Answer, Bridge, Transport, parse_headers

HERE = pathlib.Path(__file__).parent


class Curl(Transport):
    """`curl`, one process a batch; its connection is kept within a batch only."""

    flags = ("--http1.1",)
    version = "1.1"
    sends_chunks = True

    def send(self, requests):
        with tempfile.TemporaryDirectory() as folder:
            config = os.path.join(folder, "config")
            with open(config, "w", encoding="utf-8") as file:
                file.write("next\n".join(self._transfer(folder, at, request) for at, request in enumerate(requests)))
            parallel = ["--parallel", "--parallel-immediate"] if self.mode == "many" else []
            command = ["curl", "--disable", "--no-progress-meter", *parallel, "--config", config]
            result = subprocess.run(command, stdout=subprocess.PIPE, timeout=120)
            versions = result.stdout.decode().split()
            if result.returncode != 0 or versions != [self.version] * len(requests):
                raise ConnectionError(f"curl ended with {result.returncode}, {versions}")
            answers = [self._answer(folder, at, request) for at, request in enumerate(requests)]
        self._is_open = False
        for answer in answers:
            self.count(answer)
        return answers

    def _transfer(self, folder, at, request):
        flags = [*self.flags, "--globoff"]
        lines = [
            ("url", self.base + request.path), ("max-time", "30"),
            ("output", f"{folder}/body{at}"), ("dump-header", f"{folder}/head{at}"), ("write-out", "%{http_version} "),
        ] + [("header", f"{name}: {value}") for name, value in request.headers.items()]
        if request.method == "HEAD":
            flags.append("--head")
        else:
            lines.append(("request", request.method))
        if self.ca:
            lines.append(("cacert", self.ca))
        if request.body is not None:
            with open(f"{folder}/sent{at}", "wb") as file:
                file.write(request.body)
            lines.append(("data-binary", f"@{folder}/sent{at}"))
        # The syntax of curl's strings is close enough to JSON's.
        text = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in lines)
        return "".join(f"{flag.lstrip('-')}\n" for flag in flags) + text

    def _answer(self, folder, at, request):
        with open(f"{folder}/head{at}", "rb") as file:
            head = file.read().rstrip(b"\r\n").split(b"\r\n\r\n")[-1]
        body = pathlib.Path(f"{folder}/body{at}")
        status, _, headers = head.partition(b"\r\n")
        if request.method == "HEAD":
            # What `--head` prints is the head itself.
            return Answer(int(status.split()[1]), parse_headers(headers), b"")
        # A file is made only when a byte of the body comes.
        return Answer(int(status.split()[1]), parse_headers(headers), body.read_bytes() if body.exists() else b"")


class CurlUpgrade(Curl):
    """`curl --http2`: without TLS every request offers to go on with HTTP/2."""

    flags = ("--http2",)
    sends_chunks = False

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.version = "2" if self.base.startswith("https") else "1.1"


class Wget(Transport):
    """`wget`, a process a request. It throws the body of a 401 away."""

    keeps_connections = False
    shows_unauthorized = False

    def exchange(self, request):
        with tempfile.TemporaryDirectory() as folder:
            command = [
                "wget", "--no-config", "--no-hsts", "--quiet", "--tries=1", "--timeout=30", "--server-response",
                "--content-on-error", f"--method={request.method}", f"--output-document={folder}/out",
            ] + [f"--header={name}: {value}" for name, value in request.headers.items()]
            if self.ca:
                command.append(f"--ca-certificate={self.ca}")
            if request.body is not None:
                with open(f"{folder}/sent", "wb") as file:
                    file.write(request.body)
                command.append(f"--body-file={folder}/sent")
            result = subprocess.run([*command, self.base + request.path], stderr=subprocess.PIPE, timeout=60)
            # 6: 401; 8: another error of the server's.
            if result.returncode not in (0, 6, 8):
                raise ConnectionError(f"wget ended with {result.returncode}: {result.stderr!r}")
            body = pathlib.Path(f"{folder}/out").read_bytes() if request.method != "HEAD" else b""
        lines = [line.strip() for line in result.stderr.split(b"\n") if line.startswith(b"  ")]
        return Answer(int(lines[0].split()[1]), parse_headers(b"\n".join(lines[1:])), body)


class Java(Bridge):
    """Java's `HttpClient` as it is by default: without TLS it offers HTTP/2 until that is agreed on."""

    command = ("java", "-XX:TieredStopAtLevel=1", str(HERE / "JavaClient.java"), "default")


class Java1(Bridge):
    """Java's `HttpClient`, told to speak HTTP/1.1."""

    command = ("java", "-XX:TieredStopAtLevel=1", str(HERE / "JavaClient.java"), "1.1")


class Node(Bridge):
    """Node's `fetch`: its pool opens a second connection while the first is not quite given back, and ends one that idles
    for 4 s, as it may on a busy machine. For its 200 requests that is still few."""

    connections_more = 10
    command = ("node", str(HERE / "node_fetch.mjs"))


class Perl(Bridge):
    """Perl's `HTTP::Tiny`."""

    command = ("perl", str(HERE / "perl_tiny.pl"))
    sends_beyond_ascii = False


class Ruby(Bridge):
    """Ruby's `Net::HTTP`, which the gem `rocketchat` sends with."""

    command = ("ruby", str(HERE / "ruby_net_http.rb"))
    sends_beyond_ascii = False


class PHP(Bridge):
    """PHP's Guzzle."""

    command = ("php", str(HERE / "php_guzzle.php"))


class Go(Bridge):
    """Go's `net/http`."""

    command = ("go", "run", str(HERE / "go_net_http.go"))
