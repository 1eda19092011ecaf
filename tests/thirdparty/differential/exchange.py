"""Sends requests of DynamoDB as they are, signed, without a client library that would check or repeat them."""

import datetime
import hashlib
import hmac
import http.client
import json
import os
import urllib.parse

KEY_ID = os.environ.get("AWS_ACCESS_KEY_ID", "AKIDDYNOXXLOCALAWS01")
SECRET = os.environ.get("AWS_SECRET_ACCESS_KEY", "dynoxx-local/not-a-secret/for-tests-0001")
REGION = os.environ.get("AWS_DEFAULT_REGION", "us-east-1")
SIGNED = "content-type;host;x-amz-date;x-amz-target"


def _mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class Server:
    """One server, on one connection."""

    def __init__(self, url):
        self.host = urllib.parse.urlsplit(url).netloc
        self.connection = http.client.HTTPConnection(self.host, timeout=20)

    def _authorization(self, target, body, now):
        headers = (
            f"content-type:application/x-amz-json-1.0\nhost:{self.host}\nx-amz-date:{now}\nx-amz-target:{target}\n"
        )
        request = "\n".join(("POST", "/", "", headers, SIGNED, hashlib.sha256(body).hexdigest()))
        scope = f"{now[:8]}/{REGION}/dynamodb/aws4_request"
        text = "\n".join(("AWS4-HMAC-SHA256", now, scope, hashlib.sha256(request.encode()).hexdigest()))
        key = f"AWS4{SECRET}".encode()
        for part in scope.split("/"):
            key = _mac(key, part)
        signature = _mac(key, text).hex()
        return f"AWS4-HMAC-SHA256 Credential={KEY_ID}/{scope}, SignedHeaders={SIGNED}, Signature={signature}"

    def call(self, operation, request):
        """Gives the status and the body of the answer; the status 0 if the server ends the connection."""
        body = json.dumps(request).encode()
        target = "DynamoDB_20120810." + operation
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        headers = {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Date": now,
            "X-Amz-Target": target,
            "Authorization": self._authorization(target, body, now),
        }
        try:
            self.connection.request("POST", "/", body, headers)
            answer = self.connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        except (http.client.HTTPException, OSError):
            self.connection.close()
            return 0, None
