"""How many instructions one request takes, counted by callgrind: the same on a busy machine as on an idle one."""

import http.client
import itertools
import json
import os
import re
import shutil
import subprocess
import time

import organisation
from callgrind import Profile
from muster import Muster

WARM_UP = 200
NAMES = ("health", "read", "list", "create")
SIZE = organisation.Size(units=1_000, departments=10_000, users=10_000)


def requests_of(size):
    """Name, and method, path and body of each request; every creation takes a department that is in no unit yet."""
    units = itertools.cycle(range(1, size.units + 1))
    free = itertools.cycle(range(size.departments_in_units + 1, size.departments + 1))
    base = "/api/v1/livechat/units"

    def create():
        number = next(free)
        monitor = 1 + number % size.monitors
        return "POST", base, json.dumps({
            "unitData": {"name": f"Made {number}", "visibility": "public"},
            "unitMonitors": [{"monitorId": organisation.identifier("u", monitor), "username": f"user{monitor}"}],
            "unitDepartments": [{"departmentId": organisation.identifier("d", number)}],
        })

    return {
        "health": lambda: ("GET", "/health/live", None),
        "read": lambda: ("GET", f"{base}/{organisation.identifier('n', next(units))}", None),
        "list": lambda: ("GET", f"{base}?count=30", None),
        "create": create,
    }


class Counted:
    """A server under callgrind, which counts from the first call of `count` on."""

    def __init__(self, binary, database, folder):
        self.folder = folder
        # Without its line numbers, or valgrind reads for minutes; names of functions stay.
        stripped = os.path.join(folder, "muster-counted")
        subprocess.run(["strip", "--strip-debug", "-o", stripped, binary], check=True)
        preloaded = os.path.join(folder, "sigsuspend.so")
        source = os.path.join(os.path.dirname(__file__), "sigsuspend.c")
        subprocess.run([shutil.which("cc") or "clang", "-shared", "-fPIC", "-o", preloaded, source], check=True)
        self.dumps = os.path.join(folder, "callgrind.out")
        self.server = Muster(
            stripped, database, folder, "counted", patience_seconds=300,
            before=["env", f"LD_PRELOAD={preloaded}", "valgrind", "--tool=callgrind", "--instr-atstart=no", "--demangle=no", "--dump-instr=no", "--separate-recs=1",
                    f"--callgrind-out-file={self.dumps}"])
        self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=300)
        self.headers = self.server.token(binary) | {"Content-Type": "application/json"}

    def control(self, *arguments):
        said = subprocess.run(
            ["callgrind_control", *arguments, str(self.server.process.pid)], capture_output=True, text=True)
        if said.returncode != 0 or "ERROR" in said.stdout or "Error" in said.stderr:
            raise SystemExit(f"callgrind_control failed: {said.stdout}{said.stderr}")

    def send(self, request, times):
        for _ in range(times):
            method, path, body = request()
            # Who shows a token is looked up, on every path.
            headers = self.headers if path.startswith("/api") else {}
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            said = answer.read()
            if answer.status != 200 or (path != "/health/live" and b'"success":true' not in said):
                raise SystemExit(f"{method} {path} answered {answer.status} {said[:300]!r}")

    def dump(self):
        """Ends a part of the profile and gives its file and its instructions; counting goes on from zero."""
        known = set(os.listdir(self.folder))
        self.control("--dump")
        until = time.monotonic() + 60
        while time.monotonic() < until:
            for name in sorted(set(os.listdir(self.folder)) - known):
                path = os.path.join(self.folder, name)
                total = re.search(r"^(?:totals|summary): (\d+)", open(path, errors="replace").read(), re.M)
                if name.startswith("callgrind.out") and total:
                    return path, int(total[1])
            time.sleep(0.05)
        raise SystemExit("callgrind wrote no profile")

    def count(self, request, times):
        """Instructions a request, as the difference between `times` and twice as many; and the profile of all after."""
        self.send(request, WARM_UP)
        self.control("--instr=on")
        self.send(request, 20)
        self.dump()
        self.send(request, times)
        _, once = self.dump()
        self.send(request, 2 * times)
        profile, twice = self.dump()
        self.control("--instr=off")
        return (twice - once) / times, Profile(profile)

    def stop(self):
        self.connection.close()
        self.server.stop()


def count_all(binary, folder, names=NAMES, times=100):
    """Instructions a request, and the profile, of each named request; one server for all of them."""
    database = os.path.join(folder, "counted.sqlite")
    organisation.make(binary, database, SIZE)
    counted = Counted(binary, database, folder)
    try:
        for name, request in requests_of(SIZE).items():
            if name in names:
                yield name, *counted.count(request, times)
    finally:
        counted.stop()
