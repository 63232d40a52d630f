#!/usr/bin/env python3
"""Writes muster(1) from the commands' own help: muster --experimental-dump-help | packaging/man.py VERSION DATE"""
import json
import sys


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def paragraphs(text):
    for block in text.split("\n\n"):
        yield ".PP"
        lines = block.split("\n")
        plain = " ".join(line for line in lines if not line.startswith("  "))
        if plain:
            yield escaped(plain)
        for line in lines:
            if line.startswith("  "):
                yield from (".RS 4", ".nf", escaped(line.strip()), ".fi", ".RE")


def spelled(argument):
    if argument["kind"] == "positional":
        return f"\\fI{escaped(argument['valueName'])}\\fR"
    names = [("-" if name["kind"] == "short" else "--") + name["name"] for name in argument["names"]]
    value = f" \\fI{escaped(argument['valueName'])}\\fR" if argument["kind"] == "option" else ""
    return ", ".join(f"\\fB{escaped(name)}\\fR{value}" for name in names)


def options(command):
    for argument in command.get("arguments", []):
        # Every command has these two.
        if argument["valueName"] in ("version", "help"):
            continue
        if argument.get("shouldDisplay", True) and argument.get("abstract"):
            yield from (".TP", spelled(argument), escaped(argument["abstract"]))


def commands(command, path):
    for child in command.get("subcommands", []):
        if child["commandName"] == "help":
            continue
        name = f"{path} {child['commandName']}"
        yield from (f".SS {escaped(name)}", escaped(child.get("abstract", "")))
        if child.get("discussion"):
            yield from paragraphs(child["discussion"])
        yield from options(child)
        yield from commands(child, name)


def page(command, version, date):
    yield f'.TH MUSTER 1 "{date}" "muster {version}" "User Commands"'
    yield from (".SH NAME", "muster \\- units of a support organisation, served over HTTP")
    yield from (".SH SYNOPSIS", ".B muster", "\\fIcommand\\fR [\\fIoption\\fR ...]")
    yield from (".SH DESCRIPTION", escaped(command["abstract"]))
    yield from paragraphs(command.get("discussion", ""))
    yield from (".SH COMMANDS",)
    yield from commands(command, "muster")
    yield from (".SH FILES", ".TP", "/etc/muster/muster.conf", "The service's settings, as environment variables.")
    yield from (".TP", "/var/lib/muster/muster.sqlite", "The service's database.")


print("\n".join(page(json.load(sys.stdin)["command"], sys.argv[1], sys.argv[2])))
