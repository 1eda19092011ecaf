"""The other side: an nginx of our own that gives canned answers of DynamoDB, S3, KMS and STS, plain and over TLS."""

import base64
import json
import os
import pathlib
import pwd
import socket
import subprocess
import time
import zlib

STS_DELAY_SECONDS = 0.05
CERTIFICATES_OF_THE_SYSTEM = pathlib.Path("/etc/ssl/certs")


def order(number):
    """One item of the model `Order` of programs/model.hpp."""
    return {
        "customer": {"S": "customer#4711"},
        "number": {"S": f"2026-{number:06}"},
        "status": {"S": "shipped"},
        "cents": {"N": "1234500"},
        "weight": {"N": "12.75"},
        "paid": {"BOOL": True},
        "note": {"S": "leave it with the neighbour"},
        "lines": {"L": [{"S": "4 x bolt M8"}, {"S": "4 x nut M8"}, {"S": "1 x hexagon key"}]},
        "flags": {"SS": ["express", "gift"]},
        "address": {"M": {"street": {"S": "Lange Reihe"}, "number": {"N": "12"}}},
    }


def compact(value):
    return json.dumps(value, separators=(",", ":"))


ANSWERS = {
    "get": compact({"Item": order(123)}),
    "put": "{}",
    "query": compact({"Items": [order(n) for n in range(100)], "Count": 100, "ScannedCount": 100}),
    "datakey": compact({
        "CiphertextBlob": base64.b64encode(bytes(range(184))).decode(),
        "KeyId": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "Plaintext": base64.b64encode(bytes(range(32))).decode(),
    }),
}

TARGETS = {
    "DynamoDB_20120810.GetItem": "get",
    "DynamoDB_20120810.PutItem": "put",
    "DynamoDB_20120810.Query": "query",
    "TrentService.GenerateDataKey": "datakey",
}

ROLE_ANSWER = (
    '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser>'
    "<Arn>arn:aws:sts::111122223333:assumed-role/bench/session</Arn><AssumedRoleId>AROA123EXAMPLE:session</AssumedRoleId>"
    "</AssumedRoleUser><Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>"
    "<SecretAccessKey>wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY</SecretAccessKey><SessionToken>" + "token" * 70 +
    "</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>"
    "<ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>"
    "</AssumeRoleResponse>")


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def capture_request(start, answer):
    """Gives the bytes that the program sends which `start(port)` starts; the program gets `answer`."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        program = start(server.getsockname()[1])
        server.settimeout(20)
        connection, _ = server.accept()
        with connection:
            data = b""
            while True:
                data += connection.recv(65536)
                head, end, body = data.partition(b"\r\n\r\n")
                lengths = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
                if end and len(body) >= int(lengths[0].split(b":")[1]):
                    break
            body = answer.encode()
            connection.sendall(b"HTTP/1.1 200 OK\r\nx-amz-crc32: %d\r\nContent-Length: %d\r\n\r\n%b" %
                               (zlib.crc32(body), len(body), body))
            if program.wait(timeout=20) != 0:
                raise RuntimeError("the program whose request was captured has failed")
    return data


class Responder:
    """Runs nginx in a folder of its own. `with Responder(folder) as responder: ...`"""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.plain_port, self.sts_port, *self.tls_ports = free_ports(5)  # TLS: one for each of three services
        self.tls_port = self.tls_ports[0]
        self.process = None

    def __enter__(self):
        self._make_certificate()
        self._make_roots()
        (self.folder / "files").mkdir()
        (self.folder / "files" / "query.json").write_text(ANSWERS["query"])
        (self.folder / "nginx.conf").write_text(self._configuration())
        self.process = subprocess.Popen(
            ["/usr/sbin/nginx", "-p", str(self.folder), "-c", "nginx.conf", "-e", "error.log"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.sts_port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("nginx did not start: " + (self.folder / "error.log").read_text())

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)

    @property
    def ca(self):
        return str(self.folder / "ca.pem")

    @property
    def roots(self):
        """The system's certificates and ours, as a hashed directory: what a program has that trusts the system's."""
        return str(self.folder / "roots")

    def pin(self, cores):
        """Lets nginx run on these cores only."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for pid in [self.process.pid, *map(int, children)]:
            os.sched_setaffinity(pid, cores)

    def sts_calls(self):
        log = self.folder / "sts.log"
        return len(log.read_text().splitlines()) if log.exists() else 0

    def _make_certificate(self):
        def openssl(*arguments):
            subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "30",
                "-subj", "/CN=dynoxx benchmark CA")
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj",
                "/CN=localhost")
        (self.folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1")
        openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days",
                "30", "-extfile", "names", "-out", "server.pem")

    def _make_roots(self):
        roots = self.folder / "roots"
        roots.mkdir()
        for link in CERTIFICATES_OF_THE_SYSTEM.glob("*.[0-9]"):
            (roots / link.name).symlink_to(link.resolve())
        name = subprocess.run(["openssl", "x509", "-in", self.ca, "-noout", "-hash"], check=True, capture_output=True,
                              text=True).stdout.strip()
        (roots / (name + ".0")).symlink_to(self.ca)

    def _configuration(self):
        kinds = "".join(f"        {target} {kind};\n" for target, kind in TARGETS.items())
        answers = ""
        for kind, text in ANSWERS.items():
            head = f"""
            location = /answer/{kind} {{
                internal;
                default_type application/x-amz-json-1.0;
                add_header x-amz-crc32 {zlib.crc32(text.encode())};
                add_header x-amzn-RequestId 4HNLS0GVR9M8UHM1DKS0F2JKHVVV4KQNSO5AEMVJF66Q9ASUAAJG;
"""
            if kind == "query":  # too long for a line of the configuration; a file is for GET only
                answers += (head.replace("/answer/query", "/files/query.json") + f"                root {self.folder};\n"
                            "            }\n            location = /answer/query {\n                internal;\n"
                            "                error_page 405 =200 /files/query.json;\n                return 405;\n"
                            "            }\n")
            else:
                answers += head + f"                return 200 '{text}';\n            }}\n"
        services = f"""
            keepalive_requests 1000000000;
            keepalive_timeout 3600;
            client_header_timeout 3600;
            location = / {{ rewrite ^ /answer/$kind last; }}
            {answers}
            location / {{
                add_header ETag '"9b2cf535f27731c974343645a3985328"';
                return 200 '';
            }}"""
        listen = "\n        ".join(f"listen 127.0.0.1:{port} ssl backlog=1024;" for port in self.tls_ports)
        tls = "ssl_certificate server.pem;\n            ssl_certificate_key server.key;"
        user = pwd.getpwuid(os.getuid()).pw_name
        return f"""
{"user " + user + ";" if os.getuid() == 0 else ""}
load_module /usr/lib/nginx/modules/ngx_http_echo_module.so;
daemon off;
worker_processes 1;
pid nginx.pid;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path temp;
    proxy_temp_path temp;
    fastcgi_temp_path temp;
    uwsgi_temp_path temp;
    scgi_temp_path temp;
    access_log off;
    tcp_nodelay on;
    ssl_protocols TLSv1.3;
    map $http_x_amz_target $kind {{
        default none;
{kinds}    }}
    server {{
        listen 127.0.0.1:{self.plain_port} backlog=1024;
{services}
    }}
    server {{
        {listen}
        {tls}
{services}
    }}
    server {{
        listen 127.0.0.1:{self.sts_port} ssl;
        {tls}
        location / {{
            access_log {self.folder}/sts.log;
            default_type text/xml;
            echo_sleep {STS_DELAY_SECONDS};
            echo -n '{ROLE_ANSWER}';
        }}
    }}
}}
"""
