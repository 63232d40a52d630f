"""Reads callgrind's profiles: what each function costs by itself, with all it calls, and for whom."""

import re
import shutil
import subprocess
from collections import Counter, defaultdict

# A thread that ends between two profiles leaves a cost behind that has run below zero.
NONSENSE = 1 << 60
WIDTH = 110


class Profile:
    """One profile. Levels of a recursion are one function here."""

    def __init__(self, path):
        self.alone = Counter()
        self.calls = defaultdict(Counter)  # callee → caller → instructions
        self.names = {}
        caller = callee = None
        with open(path, errors="replace") as lines:
            for line in lines:
                kind, _, rest = line.partition("=")
                if kind == "fn":
                    caller = self.named(rest)
                elif kind == "cfn":
                    callee = self.named(rest)
                elif kind == "calls":
                    pass  # the next line has what they cost
                elif line[0] in "0123456789+-*" and caller:
                    cost = int((line.split() + ["0"])[1])
                    if cost >= NONSENSE:
                        cost = 0
                    if callee is None:
                        self.alone[caller] += cost
                    elif callee != caller:
                        self.calls[callee][caller] += cost
                    callee = None
        self.total = sum(self.alone.values())

    def named(self, text):
        number, _, name = text.strip().partition(" ")
        if name:
            self.names[number] = re.sub(r"'\d+$", "", name)
        return self.names[number]

    def with_called(self):
        """Each function's own instructions and those of all it calls; nonsense for those that call each other."""
        whole = Counter(self.alone)
        for callers in self.calls.values():
            whole.update(callers)
        return whole

    def listing(self, requests, functions=40):
        """The costliest functions, in instructions a request."""
        callers = {name: self.calls[name].most_common(3) for name, _ in self.alone.most_common(functions)}
        first = [(name, cost, callers[name]) for name, cost in self.alone.most_common(functions)]
        then = [(name, cost, []) for name, cost in self.with_called().most_common(functions)]
        plain = demangled({name for row in first + then for name in [row[0], *(caller for caller, _ in row[2])]})
        parts = []
        for title, rows in (("by themselves, and for whom", first), ("with all they call", then)):
            parts.append(f"instructions a request, {title}:")
            for name, cost, asked in rows:
                parts.append(f"{cost / requests:12,.0f}  {plain[name]}")
                parts += [f"{'':12}      {part / requests:10,.0f} for {plain[caller]}" for caller, part in asked]
            parts.append("")
        return "\n".join(parts)


def demangled(names):
    """Names as people write them, where the toolchain is there to tell them."""
    names = sorted(names)
    plain = names
    if shutil.which("swift"):
        plain = subprocess.run(
            ["swift", "demangle", "--simplified"], input="\n".join(names) + "\n", check=True, capture_output=True,
            text=True).stdout.splitlines()
    plain = subprocess.run(
        ["c++filt"], input="\n".join(plain) + "\n", check=True, capture_output=True, text=True).stdout.splitlines()
    return {name: text if len(text) <= WIDTH else text[: WIDTH - 1] + "…" for name, text in zip(names, plain)}
