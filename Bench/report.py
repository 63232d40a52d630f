"""What was found: printed as it comes, and kept as JSON."""

import datetime
import json
import os
import platform
import statistics


def spread(values):
    told = {"median": statistics.median(values), "least": min(values), "most": max(values)}
    # Hundreds of times tell no more than these.
    return told | ({"all": values} if len(values) <= 20 else {"count": len(values)})


def number(value):
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


class Report:
    """Figures and goals."""

    def __init__(self, about):
        self.goals = []
        self.figures = {}
        self.errors = []
        self.about = about | {
            "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
            "machine": machine(), "load_before": os.getloadavg()}

    def section(self, title):
        print(f"\n{title}   (load {os.getloadavg()[0]:.1f})", flush=True)

    def keep(self, name, values, unit):
        """A figure that is not printed by itself."""
        self.figures[name] = spread(list(values)) | {"unit": unit}

    def figure(self, name, values, unit):
        """A figure's median and range over the rounds."""
        values = list(values)
        self.keep(name, values, unit)
        of = f"   {number(min(values))} – {number(max(values))}" if len(values) > 1 else ""
        print(f"    {name:<46}{number(statistics.median(values)):>10} {unit}{of}", flush=True)
        return statistics.median(values)

    def ratios(self, name, upper, lower):
        """The median of the rounds' ratios: what disturbs the machine for a while disturbs both sides of one."""
        return self.figure(name, [a / b for a, b in zip(upper, lower)], "x")

    def goal(self, what, value, bound, unit="x", at_least=False, remark=""):
        met = value >= bound if at_least else value <= bound
        self.goals.append(
            {"what": what, "value": value, "bound": bound, "at_least": at_least, "unit": unit, "met": met})
        print(line(self.goals[-1]) + remark, flush=True)

    def error(self, text):
        self.errors.append(text)
        print(f"  ERROR   {text}", flush=True)

    def finish(self, folder):
        """Prints the goals once more, together, and writes everything down; gives the file."""
        print("\nall goals", flush=True)
        for goal in self.goals:
            print(line(goal))
        missed = sum(not goal["met"] for goal in self.goals)
        print(f"{len(self.goals) - missed} met, {missed} not met, {len(self.errors)} errors")
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, f"{self.about['date'][:19].replace(':', '')}.json")
        with open(path, "w") as file:
            json.dump(self.about | {
                "load_after": os.getloadavg(), "goals": self.goals, "figures": self.figures, "errors": self.errors,
            }, file, indent=1, ensure_ascii=False)
            file.write("\n")
        return path


def line(goal):
    state, sign = "met" if goal["met"] else "NOT MET", ">=" if goal["at_least"] else "<="
    value = f"{number(goal['value']):>10} {goal['unit']}".rstrip()
    return f"  {state:<8}{goal['what']:<48}{value}, {sign} {number(goal['bound'])}"


def machine():
    model = "unknown"
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (1 << 20)
    return {"processor": model, "cores": os.cpu_count(), "memory_megabytes": memory, "system": platform.platform()}
