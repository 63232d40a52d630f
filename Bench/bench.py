"""One run: its servers, its databases, its report."""

import os

import organisation
from muster import Muster
from pocketbase import PocketBase


class Bench:
    """What all parts of a run share. Servers are started when first asked for."""

    def __init__(self, arguments, folder, programs, report):
        self.binary = arguments.binary
        self.folder = folder
        self.report = report
        self.k6 = programs.get("k6")
        self.pocketbase_program = programs.get("pocketbase")
        self.rounds = arguments.rounds
        self.seconds = 2
        self.samples = 50 if arguments.quick else 200
        self.many_requests = 5_000 if arguments.quick else 200_000
        # Units are as many: a page far behind is far behind.
        self.size = organisation.Size(10_000, 10_000, 10_000) if arguments.quick else organisation.LARGE
        self.most_creations = 0
        self.servers = {}
        self.counted = {}

    def database(self, name, size):
        path = os.path.join(self.folder, f"{name}.sqlite")
        if not os.path.exists(path):
            organisation.make(self.binary, path, size)
        return path

    def start(self, name, size):
        """A server of Muster on a database of its own."""
        server = Muster(self.binary, self.database(name, size), self.folder, name)
        self.servers[name] = server
        server.log_in()
        return server

    def muster(self):
        return self.servers.get("muster") or self.start("muster", self.size)

    def pocketbase(self):
        if "pocketbase" not in self.servers:
            server = self.servers["pocketbase"] = PocketBase(self.pocketbase_program, self.folder)
            server.fill(self.size)
        return self.servers["pocketbase"]

    def creations(self, name, make):
        """The same counter for all that is created in one server."""
        if name not in self.counted:
            self.counted[name] = make()
        return self.counted[name]

    def stop(self, name):
        if name in self.servers:
            self.servers.pop(name).stop()

    def stop_all(self):
        for name in list(self.servers):
            self.stop(name)
