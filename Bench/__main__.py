"""The command line of scripts/bench."""

import argparse
import shutil
import tempfile

import instructions


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--instructions", action="store_true", help="count instructions a request with callgrind, no more")
    parser.add_argument("--top", metavar="NAME", choices=instructions.NAMES, help="with --instructions: count this request alone and list its costliest functions")
    parser.add_argument("--binary", default=".build/release/muster", metavar="PATH", help="a release build (default: %(default)s)")
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="muster-bench-")
    try:
        count(arguments, folder)
    finally:
        shutil.rmtree(folder)


def count(arguments, folder):
    names = [arguments.top] if arguments.top else instructions.NAMES
    for name, each, profile in instructions.count_all(arguments.binary, folder, names):
        print(f"{name}: {each:,.0f} instructions a request", flush=True)
        if arguments.top:
            print("\n" + profile.listing(2 * 100))


main()
