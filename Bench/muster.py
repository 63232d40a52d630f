"""One server of Muster: started, asked for a token, stopped."""

import copy
import os
import re
import socket
import sqlite3
import subprocess
import time

import organisation


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_until_listening(process, port, patience_seconds=60):
    """Returns as soon as somebody listens there."""
    until = time.monotonic() + patience_seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{process.args[0]} did not start")
            time.sleep(0.0005)


class Muster:
    """A server on a database, on a free port of loopback. Its log goes into a file at the default level.

    The limits on calls are off, as they are for callers with the permission api-bypass-rate-limit.
    """

    def __init__(self, binary, database, folder, name="muster", before=(), patience_seconds=60):
        self.name = name
        self.binary = binary
        self.database = database
        self.headers = {}
        self.port = free_port()
        self.log = os.path.join(folder, f"{name}.log")
        environment = os.environ | {"OVERWRITE_SETTING_API_Enable_Rate_Limiter": "false"}
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*before, binary, "serve", "--port", str(self.port), "--database", database], stdout=log, stderr=log,
                env=environment)
        try:
            wait_until_listening(self.process, self.port, patience_seconds)
        except SystemExit:
            self.process.kill()
            with open(self.log, errors="replace") as log:
                raise SystemExit(f"{binary} did not start: {log.read()[-3000:]}")

    def log_in(self, program=None):
        """Presents itself as the admin from here on."""
        said = subprocess.run(
            [program or self.binary, "token", "create", "--user", organisation.ADMIN, "--database", self.database],
            check=True, capture_output=True, text=True).stdout
        self.headers = dict(line.split(": ", 1) for line in said.splitlines() if line.startswith("X-"))

    def stranger(self):
        """The same server, asked without a login."""
        other = copy.copy(self)
        other.headers = {}
        return other

    def stop(self, patience_seconds=60):
        self.process.terminate()
        try:
            self.process.wait(timeout=patience_seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def resident_megabytes(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) / 1024

    def units_stored(self):
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT count(*) FROM units").fetchone()[0]
