"""What the parts of the scenario share: clients that count what they send, and checks that say what they checked."""

import collections
import os
import threading
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

KEY_ID = os.environ.get("AWS_ACCESS_KEY_ID", "AKIDDYNOXXLOCALAWS01")
SECRET = os.environ.get("AWS_SECRET_ACCESS_KEY", "dynoxx-local/not-a-secret/for-tests-0001")
REGION = os.environ.get("AWS_DEFAULT_REGION", "us-east-1")


class Scenario:
    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.run_id = uuid.uuid4().hex[:8]
        self.failures = 0
        self.checks = 0
        self.calls = collections.Counter()
        self._lock = threading.Lock()  # uploads send from several threads

    def client(self, service, key_id=KEY_ID, secret=SECRET, token=None, region=REGION, **settings):
        """Makes a client that never repeats a call."""
        config = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}, **settings)
        client = boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=region,
            aws_access_key_id=key_id,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=config,
        )
        self.count(client)
        return client

    def resource(self, service):
        """Makes a resource, the object-oriented interface of boto3."""
        resource = boto3.resource(
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=KEY_ID,
            aws_secret_access_key=SECRET,
            config=Config(retries={"max_attempts": 0}),
        )
        self.count(resource.meta.client)
        return resource

    def count(self, client):
        service = client.meta.service_model.service_name

        def sent(**_):
            with self._lock:
                self.calls[service] += 1

        client.meta.events.register("before-send", sent)

    def check(self, what, holds):
        self.checks += 1
        self.failures += 0 if holds else 1
        print(("ok      " if holds else "FAILED  ") + what)

    def gives(self, what, expected, found):
        self.check(what if found == expected else f"{what} (found {found!r}, expected {expected!r})", found == expected)

    def refuses(self, what, code, call, phrase="", **arguments):
        """The call fails with this error code and a text that holds the phrase. Gives the answer of the error."""
        answer = {}
        try:
            call(**arguments)
            found = "no error"
        except ClientError as error:
            answer = error.response
            found = error.response["Error"]["Code"]
            if phrase not in error.response["Error"]["Message"]:
                found += ": " + error.response["Error"]["Message"]
        self.check(f"{what}: {code}" + ("" if found == code else f" (found {found})"), found == code)
        return answer
