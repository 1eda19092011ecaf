#!/usr/bin/python3
"""Sends generated requests of DynamoDB to dynalite and to dynoxx-local and compares the answers.

Usage: main.py DYNALITE_URL DYNOXX_LOCAL_URL [REQUESTS [SEED]]
Every difference must be explained by a rule (rules.py). Exit status: 0 if each is, else 1.
"""

import json
import random
import sys

from compare import Answer, Difference, normal
from exchange import Server
from generator import item_of, request
from rules import RULES, explain
from tables import TABLES

REQUESTS = 3000
SEED = 20120810
KEYS = {table.name: table.keys() for table in TABLES}
CHANGES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "CreateTable", "UpdateTable", "DeleteTable")
PER_ROUND = 150  # requests on the same tables
SHOWN = 40  # unexplained differences that are printed


class Run:
    def __init__(self, theirs, ours, seed):
        self.theirs = theirs
        self.ours = ours
        self.rng = random.Random(seed)
        self.equal = 0
        self.other_text = 0
        self.explained = 0
        self.unexplained = []
        self.accepted = 0
        self.requests = 0

    def both(self, operation, body):
        return [Answer(operation, body, *server.call(operation, body)) for server in (self.theirs, self.ours)]

    def settle(self):
        """Waits until no table is being made, changed or deleted; dynalite does so beside its answers."""
        for server in (self.theirs, self.ours):
            for name in server.call("ListTables", {})[1]["TableNames"]:
                while (
                    server.call("DescribeTable", {"TableName": name})[1].get("Table", {}).get("TableStatus", "ACTIVE")
                    != "ACTIVE"
                ):
                    pass

    def prepare(self):
        """Makes the tables anew, with the same items on both sides."""
        for server in (self.theirs, self.ours):
            for name in server.call("ListTables", {})[1]["TableNames"]:
                server.call("DeleteTable", {"TableName": name})
        self.settle()
        for table in TABLES:
            for answer in self.both("CreateTable", table.creation()):
                if answer.status != 200:
                    raise RuntimeError(f"no table {table.name}: {answer.show()}")
        self.settle()
        for table in TABLES:
            for _ in range(12):
                item = item_of(self.rng, table)
                self.compare("PutItem", {"TableName": table.name, "Item": item})

    def look_after(self, operation, body, answers):
        """Adds to the answers what the item is after a write, so that a difference shows at once."""
        key = body.get("Key") or {name: body["Item"][name] for name in KEYS[body["TableName"]]}
        after = self.both("GetItem", {"TableName": body["TableName"], "Key": key, "ConsistentRead": True})
        for answer, item in zip(answers, after):
            answer.body["After"] = item.body

    def scan_everything(self, body, answers):
        """Adds to the answers what all segments give page by page, whatever the order in which a server gives it."""
        for server, answer in zip((self.theirs, self.ours), answers):
            items = []
            for segment in range(body.get("TotalSegments", 1)):
                page = {**body, "Segment": segment} if "TotalSegments" in body else dict(body)
                while True:
                    status, part = server.call("Scan", page)
                    if status != 200:
                        break
                    items += part.get("Items", [])
                    if "LastEvaluatedKey" not in part:
                        break
                    page["ExclusiveStartKey"] = part["LastEvaluatedKey"]
            answer.body["Everything"] = sorted(map(repr, map(normal, items)))

    def compare(self, operation, body):
        """Sends one request; gives whether the tables still hold the same."""
        theirs, ours = self.both(operation, body)
        self.requests += 1
        if theirs.status == ours.status == 200:
            if operation in ("PutItem", "UpdateItem", "DeleteItem"):
                self.look_after(operation, body, (theirs, ours))
            if operation in ("CreateTable", "UpdateTable", "DeleteTable"):
                self.settle()
            if operation == "Scan" and ("Limit" in body or "TotalSegments" in body):
                self.scan_everything(body, (theirs, ours))
        difference = Difference(operation, body, theirs, ours)
        self.accepted += ours.status == 200
        if difference.where is None:
            self.equal += 1
            self.other_text += difference.has_other_text()
            return True
        if explain(difference):
            self.explained += 1
        else:
            self.unexplained.append(difference)
        return operation not in CHANGES or not difference.is_lasting()

    def go(self, count):
        left = 0
        for _ in range(count):
            if left == 0:
                self.prepare()
                left = PER_ROUND
            left = left - 1 if self.compare(*request(self.rng)) else 0


def main():
    if len(sys.argv) < 3:
        print(__doc__)
        return 2
    count = int(sys.argv[3]) if len(sys.argv) > 3 else REQUESTS
    run = Run(Server(sys.argv[1]), Server(sys.argv[2]), int(sys.argv[4]) if len(sys.argv) > 4 else SEED)
    run.go(count)
    for difference in run.unexplained[:SHOWN]:
        print(f"UNEXPLAINED {difference.where}: {difference.operation} {json.dumps(difference.request)}")
        print(f"    dynalite:     {difference.theirs.show()}")
        print(f"    dynoxx-local: {difference.ours.show()}")
    for rule in filter(lambda one: one.count, RULES):
        print(f"{rule.count:6} {rule.name}: {rule.reason}")
    print(
        f"differential: {run.requests} requests ({run.accepted} accepted), {run.equal} equal "
        f"({run.other_text} in other words), {run.explained} explained by a rule, "
        f"{len(run.unexplained)} unexplained"
    )
    return 1 if run.unexplained else 0


sys.exit(main())
