"""Generates attribute values and keys: few different ones, so that requests meet each other's items."""

TEXTS = ["a", "b", "ab", "abc", "x y", "grün ☃", "0", ""]
NUMBERS = [
    "0",
    "1",
    "2",
    "3",
    "-1",
    "1.5",
    "10",
    "1e2",
    "0.001",
    "12345678901234567890123456789012345678",
    "-0",
    "1E125",
    "-1E-130",
]
BLOBS = ["AA==", "AAE=", "/w==", "YWI=", ""]
KINDS = ("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS")

BAD_VALUES = [
    {},
    {"S": "a", "N": "1"},
    {"N": ""},
    {"N": "one"},
    {"N": "1" * 39},
    {"N": "1E126"},
    {"N": "-1E-131"},
    {"N": "1e"},
    {"N": " 1"},
    {"SS": []},
    {"NS": []},
    {"BS": []},
    {"SS": ["a", "a"]},
    {"NS": ["1", "1.0"]},
    {"NS": ["x"]},
    {"BS": ["AA==", "AA=="]},
    {"NULL": False},
    {"S": 1},
    {"N": 1},
    {"B": "x"},
    {"B": "AAAA="},
    {"BOOL": "maybe"},
    {"BOOL": 1},
    {"NULL": "no"},
    {"L": {}},
    {"M": []},
    {"SS": "a"},
    {"SS": [1]},
    {"L": [{"N": "x"}]},
    {"M": {"a": {"SS": []}}},
    {"L": [{}]},
    "a",
    1,
    None,
    [],
    {"X": "a"},
    {"S": None},
    {"M": {"a": {"S": "a", "N": "1"}}},
]


def value_of(rng, kind, depth=0):
    if kind == "S":
        return {"S": rng.choice(TEXTS)}
    if kind == "N":
        return {"N": rng.choice(NUMBERS)}
    if kind == "B":
        return {"B": rng.choice(BLOBS)}
    if kind == "BOOL":
        return {"BOOL": rng.random() < 0.5}
    if kind == "NULL":
        return {"NULL": True}
    if kind == "SS":
        return {"SS": rng.sample(TEXTS[:-1], rng.randint(1, 3))}
    if kind == "NS":
        return {"NS": rng.sample(NUMBERS[:8], rng.randint(1, 3))}
    if kind == "BS":
        return {"BS": rng.sample(BLOBS[:-1], rng.randint(1, 2))}
    if kind == "L":
        return {"L": [any_value(rng, depth + 1) for _ in range(rng.randint(0, 3))]}
    return {"M": {name: any_value(rng, depth + 1) for name in rng.sample("xyz", rng.randint(0, 2))}}


def any_value(rng, depth=0):
    return value_of(rng, rng.choice(KINDS if depth < 2 else KINDS[:5]), depth)


def key_value(rng, kind, hash_key):
    if kind == "S":
        return {"S": rng.choice(["p", "q", "r"] if hash_key else ["a", "ab", "abc", "b", "ba", "c", "ü"])}
    if kind == "N":
        return {"N": rng.choice(["1", "2"] if hash_key else ["-10", "-1", "0", "0.5", "1", "2", "10", "1e2"])}
    return {"B": rng.choice(["AA==", "AQ=="] if hash_key else ["AA==", "AAE=", "AAH=", "AQ==", "/w=="])}
