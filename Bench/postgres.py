"""A PostgreSQL of its own, for Muster and for pgbench."""

import os
import re
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Postgres:
    """A server whose commits wait for the disk, with an empty database; gone when stopped."""

    def __init__(self):
        self.process = subprocess.Popen(
            [os.path.join(ROOT, "scripts/postgres"), "--durable", "sh", "-c",
             'echo "$MUSTER_TEST_POSTGRES"; exec cat >/dev/null'],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.server = self.process.stdout.readline().strip()
        if not self.server:
            raise SystemExit("PostgreSQL did not start")
        self.folder = re.search(r"host=(\S+)", self.server)[1]
        self.sql("CREATE DATABASE bench", "postgres")
        self.target = f"{self.server} dbname=bench"

    def sql(self, statement, database="bench"):
        ran = subprocess.run(
            ["psql", "-qAt", f"{self.server} dbname={database}", "-c", statement], capture_output=True, text=True)
        if ran.returncode != 0:
            raise SystemExit(f"{statement}: {ran.stderr}")
        return ran.stdout.strip()

    def statements_of(self, work):
        """The statements that the server runs while `work` is done, in their order: text, and parameters or None."""
        self.sql("ALTER SYSTEM SET log_statement = 'all'")
        self.sql("ALTER SYSTEM SET log_parameter_max_length = -1")
        self.sql("SELECT pg_reload_conf()")
        time.sleep(0.5)
        log = os.path.join(self.folder, "server.log")
        began = os.path.getsize(log)
        work()
        time.sleep(0.5)
        self.sql("ALTER SYSTEM RESET ALL")
        self.sql("SELECT pg_reload_conf()")
        with open(log) as file:
            file.seek(began)
            return logged(file.read())

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)


def logged(text):
    """Statements of a log with log_statement = all, those of each connection together."""
    found = {}
    # An entry begins with its time; its other lines begin with a tab.
    for entry in re.split(r"\n(?=\d{4}-\d\d-\d\d )", text):
        entry = entry.replace("\n\t", "\n").strip()
        parts = re.match(r"\S+ \S+ \S+ \[(\d+)\] (LOG|DETAIL):  (.*)", entry, re.S)
        if not parts:
            continue
        statements = found.setdefault(parts[1], [])
        if statement := re.match(r"(?:statement|execute [^:]*): (.*)", parts[3], re.S):
            statements.append((statement[1], None))
        elif detail := re.match(r"[Pp]arameters: (.*)", parts[3], re.S):
            statements[-1] = (statements[-1][0], parameters(detail[1]))
    return [statement for statements in found.values() for statement in statements]


def parameters(text):
    """The values of `$1 = 'a', $2 = NULL`."""
    values = re.findall(r"\$\d+ = (NULL|'(?:[^']|'')*')", text)
    return [None if value == "NULL" else value[1:-1].replace("''", "'") for value in values]
