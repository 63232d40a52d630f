"""Muster on PostgreSQL beside pgbench with the same statements, connections and server."""

import os
import subprocess

from calls import MusterCalls
from load import Client, Wrong, closed
from muster import Muster
from organisation import MIDDLE, identifier, unit_of_department
from postgres import Postgres
from replay import filled, rate, script

CONNECTIONS = 32


def database_server(bench):
    bench.report.section(
        f"on PostgreSQL, {MIDDLE.units:,} units, {MIDDLE.departments:,} departments, {MIDDLE.users:,} users")
    postgres = Postgres()
    try:
        ran = subprocess.run(
            [bench.binary, "copy", "--from", bench.database("middle", MIDDLE), "--to", postgres.target],
            capture_output=True, text=True)
        if ran.returncode != 0:
            raise Wrong(f"muster copy: {ran.stderr}")
        postgres.sql("ANALYZE")
        server = Muster(bench.binary, postgres.target, bench.folder, "on-postgres")
        try:
            server.log_in()
            compare(bench, server, postgres)
        finally:
            server.stop()
    finally:
        postgres.stop()


def compare(bench, server, postgres):
    calls = MusterCalls(MIDDLE)
    scripts = {"read": read_script(server, postgres, calls), "create": create_script(server, postgres, calls)}
    for name, call in (("read", calls.read), ("create", calls.create_moving)):
        path = os.path.join(bench.folder, f"{name}.pgbench")
        with open(path, "w") as file:
            file.write(scripts[name])
        closed(server, call, range(10_000), CONNECTIONS, 1, bench.folder)
        # As many as the server keeps.
        backends = int(postgres.sql("SELECT count(*) - 1 FROM pg_stat_activity WHERE datname = 'bench'"))
        ours, theirs = [], []
        for turn in range(bench.rounds):
            numbers = range(turn * 10_000, (turn + 1) * 10_000)
            ours.append(closed(server, call, numbers, CONNECTIONS, bench.seconds, bench.folder).rate)
            theirs.append(rate(postgres, path, backends, bench.seconds))
        bench.report.figure(f"muster on PostgreSQL: {name}, {CONNECTIONS} of {backends} connections", ours, "/s")
        bench.report.figure(f"pgbench: {name}, {backends} connections", theirs, "/s")
        name = f"on PostgreSQL: {name} / pgbench"
        bench.report.goal(name, bench.report.ratios(name, ours, theirs), 0.5, at_least=True)


def read_script(server, postgres, calls):
    client = Client(server)
    statements = postgres.statements_of(lambda: client.send(calls.read(76)))
    return script(
        statements, {identifier("n", 77): filled("n", "unit")}, [f"\\set unit random(1, {MIDDLE.units})"])


def create_script(server, postgres, calls):
    """Ids that the server made are known by where they stand: in the two rows that are inserted."""
    client = Client(server)
    statements = postgres.statements_of(lambda: client.send(calls.create_moving(76)))
    made = {}
    for text, values in statements:
        if text.startswith("INSERT INTO units"):
            made[values[0]] = filled("x", "made")
        elif text.startswith("INSERT INTO unit_monitors"):
            made[values[0]] = filled("y", "made")
    if len(made) != 2:
        raise Wrong(f"the server inserts otherwise than the benchmark knows: {statements}")
    return script(
        statements, made | {
            identifier("d", 77): filled("d", "department"), identifier("u", 77): filled("u", "monitor"),
            identifier("n", unit_of_department(MIDDLE, 77)): filled("n", "loser")},
        ["\\set made random(1, 9000000000000000)", f"\\set department random(1, {MIDDLE.departments_in_units})",
         f"\\set loser 1 + :department % {MIDDLE.units}",
         f"\\set monitor random(1, {MIDDLE.monitors})"])
