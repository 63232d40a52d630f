"""How long a start takes, and how much memory stays."""

import time

from calls import MusterCalls
from load import Client, closed
from muster import Muster

MEMORY_FLAT_MEGABYTES = 5


def footprint(bench):
    bench.report.section("start and memory, with that database")
    headers = bench.muster().headers
    bench.stop("muster")
    database = bench.database("muster", bench.size)
    calls = MusterCalls(bench.size)
    starts, resident = [], []
    for turn in range(bench.rounds):
        began = time.perf_counter()
        server = Muster(bench.binary, database, bench.folder, "started")
        server.headers = headers
        Client(server).send(calls.read(1))
        starts.append((time.perf_counter() - began) * 1000)
        time.sleep(0.5)
        resident.append(server.resident_megabytes())
        if turn < bench.rounds - 1:
            server.stop()
    goal, figure = bench.report.goal, bench.report.figure
    goal("start to first answer", figure("start to first answer", starts, "ms"), 100, "ms")
    goal("resident after start", figure("resident after start", resident, "MB"), 40, "MB")
    try:
        many = bench.many_requests
        first = after(bench, server, calls, many)
        goal(f"resident after {many:,} requests", first, 150, "MB")
        second = after(bench, server, calls, many)
        goal(f"more after {many:,} others", second - first, MEMORY_FLAT_MEGABYTES, "MB")
    finally:
        server.stop()


def after(bench, server, calls, requests):
    """Memory after that many requests: eight reads, one page, one creation, and so on."""
    def mixed(number):
        kind = number % 10
        return calls.create_moving(number) if kind == 9 else calls.page(number) if kind == 8 else calls.read(number)

    done = 0
    while done < requests:
        done += closed(server, mixed, range(5000), 32, bench.seconds, bench.folder, alike=False).requests
    return server.resident_megabytes()
