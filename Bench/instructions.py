"""How many instructions one request takes, counted by callgrind: the same on a busy machine as on an idle one."""

import os
import re
import shutil
import subprocess
import time

import organisation
from callgrind import Profile
from calls import MusterCalls
from load import Client
from muster import Muster

WARM_UP = 200
NAMES = ("health", "read", "list", "create")
TIMES = 100
PROFILED = 2 * TIMES  # requests in each profile
BOUNDS = {"read": 150_000, "create": 500_000}
SIZE = organisation.MIDDLE


def requests_of(size):
    """Calls by name; each creation takes a department that is in no unit yet."""
    calls = MusterCalls(size)
    return {"health": calls.health, "read": calls.read, "list": calls.page, "create": calls.create}


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
            before=["env", f"LD_PRELOAD={preloaded}", "valgrind", "--tool=callgrind", "--instr-atstart=no",
                    "--demangle=no", "--separate-recs=1", f"--callgrind-out-file={self.dumps}"])
        self.server.log_in(binary)
        self.sent = 0

    def control(self, *arguments):
        said = subprocess.run(
            ["callgrind_control", *arguments, str(self.server.process.pid)], capture_output=True, text=True)
        if said.returncode != 0 or "ERROR" in said.stdout or "Error" in said.stderr:
            raise SystemExit(f"callgrind_control failed: {said.stdout}{said.stderr}")

    def send(self, client, call, times):
        for _ in range(times):
            self.sent += 1
            client.send(call(self.sent))

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

    def count(self, name, call, times):
        """Instructions a request, as the difference between `times` and twice as many; and the longer profile."""
        # Who shows a token is looked up on every path: a constant is asked for without.
        client = Client(self.server.stranger() if name == "health" else self.server)
        self.send(client, call, WARM_UP)
        self.control("--instr=on")
        self.send(client, call, 20)
        self.dump()
        self.send(client, call, times)
        _, once = self.dump()
        self.send(client, call, 2 * times)
        profile, twice = self.dump()
        self.control("--instr=off")
        client.close()
        return (twice - once) / times, Profile(profile)

    def stop(self):
        self.server.stop()


def count_all(binary, folder, names=NAMES):
    """Instructions a request, and the profile, of each named request; one server for all of them."""
    database = os.path.join(folder, "counted.sqlite")
    organisation.make(binary, database, SIZE)
    counted = Counted(binary, database, folder)
    try:
        for name, call in requests_of(SIZE).items():
            if name in names:
                yield name, *counted.count(name, call, TIMES)
    finally:
        counted.stop()


def goals(bench):
    bench.report.section("instructions a request, one connection")
    for name, each, _ in count_all(bench.binary, bench.folder):
        bench.report.figure(f"instructions: {name}", [each], "")
        if name in BOUNDS:
            bench.report.goal(f"instructions: {name}", each, BOUNDS[name], "")
