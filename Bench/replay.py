"""The statements of a request as a script of pgbench: what the server alone can do, with no server before it."""

import os
import re
import subprocess

from load import Wrong

# As often as Muster tries a transaction that another one contradicts.
TRIES = 30


def script(statements, varying, settings):
    """A script that runs the same statements, each time with other values in them.

    `varying` has, for each value that was logged, the SQL that makes another one; `settings` are lines of pgbench that
    choose the numbers in it.
    """
    lines = list(settings)
    for statement, values in statements:
        if statement.startswith("ALTER SYSTEM"):
            break
        if values is not None:
            statement = re.sub(r"\$(\d+)", lambda found: expression(values[int(found[1]) - 1], varying), statement)
        lines.append(" ".join(statement.split()) + ";")
    return "\n".join(lines) + "\n"


def expression(value, varying):
    if value is None:
        return "NULL"
    parts = re.split("(" + "|".join(map(re.escape, varying)) + ")", value)
    sql = [varying.get(part) or literal(part) for part in parts if part]
    return f"({' || '.join(sql)})" if len(sql) > 1 else sql[0] if sql else "''"


def literal(text):
    # A colon would begin a variable of pgbench.
    escaped = text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a")
    return f"E'{escaped}'" if "\\" in escaped else f"'{escaped}'"


def filled(letter, variable):
    """An id as organisation.identifier makes it, of a variable of pgbench."""
    return f"('{letter}' || lpad(CAST(:{variable} AS text), 16, '0'))"


# The first runs of a statement on a connection are planned anew each time; those are not what is measured.
WARM_UP_SECONDS = 2


def rate(postgres, path, connections, seconds):
    """Transactions a second that were committed; those given up after that many conflicts are not counted."""
    ran = subprocess.run(
        ["pgbench", "--no-vacuum", "--file", path, "--protocol", "prepared", "--client", str(connections),
         "--jobs", "1", "--time", str(WARM_UP_SECONDS + seconds), "--progress", "1",
         "--max-tries", str(TRIES), postgres.target],
        capture_output=True, text=True, env=os.environ | {"PGOPTIONS": "-c jit=off"})
    each = [float(found) for found in re.findall(r"progress: [\d.]+ s, ([\d.]+) tps", ran.stderr)][WARM_UP_SECONDS:]
    if ran.returncode != 0 or not each:
        raise Wrong(f"pgbench: {ran.stdout}{ran.stderr[-2000:]}")
    return sum(each) / len(each)
