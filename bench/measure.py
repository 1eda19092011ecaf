"""Measures what README.md describes, prints one table, writes everything as JSON. Started by bench/run."""

import argparse
import json
import os
import pathlib
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile

import goals
from responder import ANSWERS, Responder, capture_request
from table import Row, render

ENDINGS = {"blocking": "blocking", "context": "user's context", "thread": "own thread"}
OPERATIONS = {"get": "GetItem", "put": "PutItem", "query": "Query, 100 items"}


class Bench:
    def __init__(self, arguments, folder, responder):
        self.programs = pathlib.Path(arguments.programs).resolve()
        self.folder = pathlib.Path(folder)
        self.responder = responder
        self.quick = arguments.quick
        self.rounds = 3 if arguments.quick else 7
        self.cores = sorted(os.sched_getaffinity(0))
        self.environment = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C"}

    # ---- one run of a program -------------------------------------------------------------------------------------

    def run(self, command, environment=None, cores=None):
        """Runs a program and gives what it prints as JSON."""
        pinned = (lambda: os.sched_setaffinity(0, cores)) if cores else None
        done = subprocess.run(command, env={**self.environment, **(environment or {})}, preexec_fn=pinned,
                              capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            raise RuntimeError(" ".join(map(str, command)) + ": " + done.stderr[-2000:])
        return json.loads(done.stdout) if done.stdout.strip() else {}

    def _traced(self, tracer, command, result, environment=None):
        output = self.folder / "traced"
        output.unlink(missing_ok=True)
        self.run([*tracer(output), *command], environment)
        return result(output.read_text())

    def instructions(self, command, environment=None):
        """Counts the instructions of a whole run in user space."""
        return self._traced(
            lambda out: ["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={out}"], command,
            lambda text: int(re.search(r"^(?:totals|summary): (\d+)", text, re.M).group(1)), environment)

    def system_calls(self, command):
        return self._traced(lambda out: ["strace", "-f", "-qq", "-c", "-o", out], command,
                            lambda text: int(re.search(r"(\d+)(?:\s+\d+)? total\s*$", text, re.M).group(1)))

    def allocations(self, command):
        environment = {"LD_PRELOAD": str(self.programs / "bench_allocations.so"),
                       "BENCH_ALLOCATIONS": str(self.folder / "traced")}
        return self._traced(lambda _: [], command, int, environment)

    def difference(self, count, command, more):
        """Gives a count per request: the difference of two runs, so that start and end do not matter."""
        warm = more // 4
        few = [*command, "--warm", warm, "--chunks", 1, "--per-chunk", more]
        many = [*command, "--warm", warm, "--chunks", 3, "--per-chunk", more]
        return (count([str(word) for word in many]) - count([str(word) for word in few])) / (2 * more)

    def cpu(self, command, chunks, per_chunk, cores):
        """Gives the figures of one run; `cpu_us` is the best tenth of its chunks, the first of which are warm-up."""
        figures = self.run([str(word) for word in [*command, "--warm", per_chunk, "--chunks", chunks, "--per-chunk",
                                                   per_chunk]], cores=cores)
        ordered = sorted(figures["cpu_ns"])
        figures["cpu_us"] = ordered[len(ordered) // 10] / 1000
        return figures

    # ---- requests -------------------------------------------------------------------------------------------------

    def prepared_request(self, operation):
        """Gives the file with the bytes that dynoxx sends, for the floor to send them."""
        path = self.folder / f"{operation}.request"
        if not path.exists():
            program = self.programs / "bench_calls"
            path.write_bytes(capture_request(
                lambda port: subprocess.Popen(
                    [program, operation, "blocking", "--endpoint", f"http://localhost:{port}", "--warm", "0",
                     "--chunks", "1", "--per-chunk", "1"], env=self.environment, stdout=subprocess.DEVNULL),
                ANSWERS[operation]))
        return path

    def commands(self, operation, scheme, in_flight):
        port = self.responder.tls_port if scheme == "https" else self.responder.plain_port
        ca = ["--ca", self.responder.ca] if scheme == "https" else []
        common = [*ca, "--in-flight", in_flight]
        floor = [self.programs / "bench_floor", "--port", port, "--request", self.prepared_request(operation), *common]
        return floor, {
            ending: [self.programs / "bench_calls", operation, ending, "--endpoint", f"{scheme}://localhost:{port}",
                     *common]
            for ending in ENDINGS
        }

    def calls(self, operation):
        """Measures one operation in every form, each round the floor and then each form."""
        chunks, per_chunk = (10, 20) if operation == "query" else (20, 100)
        if self.quick:
            chunks //= 2
        for scheme in ["http", "https"]:
            for in_flight in [1, 64]:
                floor, forms = self.commands(operation, scheme, in_flight)
                size = per_chunk * (1 if in_flight == 1 else 2 if self.quick else 8)
                # One at a time: client and nginx on one core, so that no wake-up crosses cores. 64: a core for each.
                cores = {self.cores[0]}
                self.responder.pin(cores if in_flight == 1 else {self.cores[-1]})
                floors, measured = [], {ending: [] for ending in forms}
                for _ in range(self.rounds):
                    floors.append(self.cpu(floor, chunks, size, cores))
                    for ending, command in forms.items():
                        measured[ending].append(self.cpu(command, chunks, size, cores))
                traced = (15 if operation == "query" else 60) * (1 if in_flight == 1 else 3)
                work = f"{OPERATIONS[operation]}, {'TLS' if scheme == 'https' else 'plain'}, {in_flight} in flight"
                yield self._row(f"{work}, floor", floors, floors, floor, traced, {})
                for ending, command in forms.items():
                    # Valgrind runs one thread at a time; 64 of them would only measure how it changes between them.
                    many_threads = ending == "blocking" and in_flight > 1
                    yield self._row(f"{work}, {ENDINGS[ending]}", measured[ending], floors, command,
                                    0 if many_threads else traced,
                                    goals.CALLS.get((operation, scheme, ending, in_flight), {}))

    def _row(self, work, runs, floors, command, traced, goal):
        figures = {
            "measured": statistics.median(run["cpu_us"] for run in runs),
            "floor": statistics.median(run["cpu_us"] for run in floors),
            "ratio": statistics.median(run["cpu_us"] / floor["cpu_us"] for run, floor in zip(runs, floors)),
            "threads": max(run["threads"] for run in runs),
            "peak_mib": statistics.median(run["peak_kib"] for run in runs) / 1024,
            "rounds_us": [run["cpu_us"] for run in runs],
        }
        if traced:
            figures["instructions"] = self.difference(self.instructions, command, traced)
            figures["syscalls"] = self.difference(self.system_calls, command, traced)
            figures["allocations"] = self.difference(self.allocations, command, traced)
        for name, key in [("ratio", "ratio_goal"), ("instructions", "instructions_goal"), ("cpu_us", "goal")]:
            if name in goal:
                figures[key] = goal[name]
        return Row(work, "us", **figures)

    # ---- before the steady state ------------------------------------------------------------------------------------

    def start(self, case, *options, tls=False, environment=None):
        """Runs bench_start several times; gives the medians of its figures."""
        address = (f"https://localhost:{self.responder.tls_port}" if tls else
                   f"http://localhost:{self.responder.plain_port}")
        settings = {"AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": address, "AWS_MAX_ATTEMPTS": "1",
                    "AWS_CA_BUNDLE": self.responder.roots, "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
                    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", **(environment or {})}
        if tls:  # as in AWS, each service has a host of its own
            for service, port in zip(["DYNAMODB", "S3", "KMS"], self.responder.tls_ports):
                settings["AWS_ENDPOINT_URL_" + service] = f"https://localhost:{port}"
        command = [str(word) for word in [self.programs / "bench_start", case, *options]]
        self.responder.pin(set(self.cores))
        runs = [self.run(command, settings) for _ in range(self.rounds)]
        return {name: statistics.median(run[name] for run in runs) for name in runs[0]}, command, settings

    def starts(self):
        figures, command, settings = self.start("get")
        yield Row("process start to first GetItem, CPU", "ms", measured=figures["cpu_ns"] / 1e6,
                  goal=goals.START_GET_CPU_MS, instructions=self.instructions(command, settings),
                  peak_mib=figures["peak_kib"] / 1024)
        figures, command, settings = self.start("services", tls=True)
        yield Row("process start to first answers of three services, TLS, system roots, CPU", "ms",
                  measured=figures["cpu_ns"] / 1e6, goal=goals.START_SERVICES_CPU_MS,
                  instructions=self.instructions(command, settings), peak_mib=figures["peak_kib"] / 1024)

    def burst(self):
        for ending in ["blocking", "context"]:
            figures, _, _ = self.start("burst", "--ending", ending, tls=True)
            name = "64 threads" if ending == "blocking" else ENDINGS[ending]
            added = (figures["private_kib"] - figures["private_kib_before"]) / 1024
            yield Row(f"64 first TLS connections at once, {name}, CPU", "ms",
                      measured=figures["cpu_of_calls_ns"] / 1e6, goal=goals.BURST_CPU_MS)
            yield Row(f"64 first TLS connections at once, {name}, added memory", "MiB", measured=added,
                      goal=goals.BURST_MEMORY_MIB)

    def role(self):
        config = self.folder / "config"
        config.write_text("[profile bench]\nrole_arn = arn:aws:iam::111122223333:role/bench\nsource_profile = base\n"
                          "[profile base]\naws_access_key_id = AKIDEXAMPLE\n"
                          "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\n")
        environment = {"AWS_CONFIG_FILE": str(config), "AWS_PROFILE": "bench", "AWS_ACCESS_KEY_ID": "",
                       "AWS_SECRET_ACCESS_KEY": "",
                       "AWS_ENDPOINT_URL_STS": f"https://localhost:{self.responder.sts_port}"}
        for ending, goal in goals.ROLE.items():
            before = self.responder.sts_calls()
            figures, _, _ = self.start("services", "--ending", ending, tls=True, environment=environment)
            sts_calls = (self.responder.sts_calls() - before) / self.rounds
            work = f"three services behind a role, {ENDINGS[ending]}"
            yield Row(f"{work}: STS calls", "", measured=sts_calls, goal=goal["sts_calls"])
            yield Row(f"{work}: threads of ours", "", measured=figures["threads"] - 1, goal=goal["threads"])
            yield Row(f"{work}: descriptors", "", measured=figures["descriptors"], goal=goal["descriptors"])
            yield Row(f"{work}: private memory", "MiB", measured=figures["private_kib"] / 1024,
                      goal=goal["private_mib"])
            yield Row(f"{work}: time to the last answer", "ms", measured=figures["wall_ns"] / 1e6,
                      goal=goal["wall_ms"])

    def objects(self):
        """One object of 1 GiB to the local AWS in a process of its own, and back into a file."""
        mebibytes = 64 if self.quick else 1024
        figures = self.run([self.programs / "bench_objects", "--mebibytes", str(mebibytes)])
        for way in ("upload", "download"):
            yield Row(f"{way} of an object of {mebibytes} MiB: additional memory", "MiB",
                      measured=figures[f"{way}_peak_kib"] / 1024, goal=goals.OBJECT_PEAK_MIB,
                      wall_ms=figures[f"{way}_ms"], cpu_ms=figures[f"{way}_cpu_ms"])

    # ---- without a network ------------------------------------------------------------------------------------------

    def encode(self):
        command = [self.programs / "bench_encode"]
        runs = [self.cpu(command, 50, 2000, {self.cores[0]}) for _ in range(self.rounds)]
        yield Row("model to request bytes, an item of 12 attributes", "ns",
                  measured=statistics.median(run["cpu_us"] for run in runs) * 1000, goal=goals.ENCODE_NS,
                  instructions=self.difference(self.instructions, command, 1000),
                  allocations=self.difference(self.allocations, command, 1000))

    def size(self):
        """The program, libstdc++ inside, and every shared library that is not libc's, OpenSSL's or the compiler's."""
        program = self.programs / "bench_verbs"
        listed = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
        libraries = [pathlib.Path(path).resolve() for path in re.findall(r"=> (/\S+)", listed)]
        counted = [path for path in libraries if not re.match(r"lib(c|m|ssl|crypto|stdc\+\+|gcc_s)[.-]", path.name)]
        total = program.stat().st_size + sum(path.stat().st_size for path in counted)
        yield Row("stripped program with three services and the mapper", "MB", measured=total / 1e6,
                  goal=goals.SIZE_MB, program_bytes=program.stat().st_size,
                  libraries={path.name: path.stat().st_size for path in counted})

    def compile(self):
        root = pathlib.Path(__file__).resolve().parent
        command = ["c++", "-std=c++20", "-O2", "-I", root.parent / "include", "-I", root / "programs", "-c",
                   root / "programs" / "unit.cpp", "-o", self.folder / "unit.o"]
        times = []
        for _ in range(1 if self.quick else 3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, check=True, env={**os.environ, "CCACHE_DISABLE": "1"})
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        yield Row("compile one model with every verb, -O2, CPU", "s", measured=min(times), goal=goals.COMPILE_SECONDS)

    def groups(self):
        return {
            "getitem": lambda: self.calls("get"),
            "putitem": lambda: self.calls("put"),
            "query": lambda: self.calls("query"),
            "start": self.starts,
            "burst": self.burst,
            "role": self.role,
            "objects": self.objects,
            "encode": self.encode,
            "size": self.size,
            "compile": self.compile,
        }


GROUPS = ["getitem", "putitem", "query", "start", "burst", "role", "objects", "encode", "size", "compile"]


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__,
                                     epilog="groups: " + " ".join(GROUPS) + " (default: all)")
    parser.add_argument("groups", nargs="*", metavar="GROUP")
    parser.add_argument("--quick", action="store_true", help="three short rounds instead of seven long ones")
    parser.add_argument("--programs", help=argparse.SUPPRESS)
    parser.add_argument("--results", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    unknown = set(arguments.groups) - set(GROUPS)
    if unknown:
        parser.error("there is no group " + ", ".join(sorted(unknown)))
    rows = []
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        with Responder(folder) as responder:
            groups = Bench(arguments, folder, responder).groups()
            for name in arguments.groups or GROUPS:
                print(f"measuring {name} ...", file=sys.stderr, flush=True)
                rows.extend(groups[name]())
    print(render(rows))
    cores = len(os.sched_getaffinity(0))
    print(f"\n{cores} cores, load average {load:.1f} before and {os.getloadavg()[0]:.1f} after. "
          "CPU times are worth something as ratios only; the more so, the higher the load.")
    results = pathlib.Path(arguments.results)
    results.parent.mkdir(parents=True, exist_ok=True)
    results.write_text(json.dumps({"cores": cores, "load_before": load, "load_after": os.getloadavg()[0],
                                   "machine": platform.platform(), "quick": arguments.quick,
                                   "rows": [row.as_dict() for row in rows]}, indent=1) + "\n")


if __name__ == "__main__":
    main()
