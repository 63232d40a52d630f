"""One server of Muster: started, asked for a token, stopped."""

import os
import re
import subprocess
import time

import organisation


class Muster:
    """A server on a database, on a free port of loopback. Its log goes into a file at the default level.

    The limits on calls are off, as they are for callers with the permission api-bypass-rate-limit.
    """

    def __init__(self, binary, database, folder, name="muster", before=(), patience_seconds=60):
        self.name = name
        self.binary = binary
        self.database = database
        self.log = os.path.join(folder, f"{name}.log")
        output = os.path.join(folder, f"{name}.out")
        environment = os.environ | {"OVERWRITE_SETTING_API_Enable_Rate_Limiter": "false"}
        self.began = time.perf_counter()
        with open(output, "wb") as out, open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [*before, binary, "serve", "--port", "0", "--database", database], stdout=out, stderr=log,
                env=environment)
        until = time.monotonic() + patience_seconds
        while not (found := re.search(rb"listening on (http://[\d.]+:(\d+))", open(output, "rb").read())):
            if self.process.poll() is not None or time.monotonic() > until:
                self.process.kill()
                raise SystemExit(f"{binary} did not start: {open(self.log).read()}")
            time.sleep(0.001)
        self.url = found[1].decode()
        self.port = int(found[2])

    def token(self, program=None):
        """The two headers of the admin."""
        said = subprocess.run(
            [program or self.binary, "token", "create", "--user", organisation.ADMIN, "--database", self.database],
            check=True, capture_output=True, text=True).stdout
        return dict(line.split(": ", 1) for line in said.splitlines() if line.startswith("X-"))

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
