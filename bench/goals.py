"""What the benchmark must show. A change here is a change of what dynoxx promises."""

# (operation, scheme, ending, in flight) -> goals of a request. `ratio` is CPU time against the floor.
CALLS = {
    ("get", "http", "blocking", 1): {"ratio": 1.4, "instructions": 45_000},
    ("get", "https", "blocking", 1): {"ratio": 1.3, "instructions": 66_000},
    ("get", "http", "context", 1): {"ratio": 1.5, "instructions": 48_000},
    ("get", "http", "context", 64): {"ratio": 1.7},
    ("get", "http", "thread", 64): {"ratio": 2.3},
    ("query", "http", "blocking", 1): {"cpu_us": 100},
}

START_GET_CPU_MS = 6
START_SERVICES_CPU_MS = 12
BURST_CPU_MS = 80
BURST_MEMORY_MIB = 5
ROLE = {
    "blocking": {"sts_calls": 1, "threads": 0, "descriptors": 4, "private_mib": 2.5, "wall_ms": 70},
    "thread": {"sts_calls": 1, "threads": 1, "descriptors": 7, "private_mib": 2.5, "wall_ms": 70},
}
OBJECT_PEAK_MIB = 64
ENCODE_NS = 400
SIZE_MB = 1.5
COMPILE_SECONDS = 4
