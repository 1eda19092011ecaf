#!/usr/bin/python3
"""Uses dynoxx-local through boto3, a client that is not ours, and says what it checked.

Usage: main.py ENDPOINT_URL
The key pair of the root user comes from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the region from
AWS_DEFAULT_REGION; each has the server's own default. Exit status: 0 if every check held, 1 if one did not, 77 if
boto3 is missing.
"""

import sys

try:
    import boto3
except ImportError:
    print("skipped: boto3 is not installed")
    sys.exit(77)

from batches import batches
from items import items
from keys import keys
from objects import objects
from reads import reads
from roles import roles
from scenario import Scenario
from statements import statements
from tables import tables
from uploads import uploads

# How many requests the parts send. Another number means that a part stopped early or that boto3 repeats calls.
EXPECTED_CALLS = {"dynamodb": 178, "kms": 57, "s3": 136, "sts": 12}


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    s = Scenario(sys.argv[1])
    for part in (tables, items, reads, batches, statements, objects, uploads, keys, roles):
        try:
            part(s)
        except Exception as error:  # a check that cannot go on is a check that failed
            s.check(f"{part.__name__}: stopped by {type(error).__name__}: {error}", False)
    s.gives("the number of calls", EXPECTED_CALLS, dict(sorted(s.calls.items())))
    print(
        f"boto3 {boto3.__version__}: {s.checks - s.failures} of {s.checks} checks held in {sum(s.calls.values())} calls"
    )
    return 1 if s.failures else 0


sys.exit(main())
