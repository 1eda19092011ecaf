"""Generates requests: an operation and its input, mostly right, often a little wrong."""

import copy

import legacy
from expressions import Parts, condition, key_condition, projection, spoiled, update
from tables import TABLES, index, key
from values import BAD_VALUES, any_value, key_value, value_of


def pick_table(rng):
    return rng.choices(TABLES, [3, 5, 2])[0]


def key_of(rng, table, names=None):
    names = names or table.keys()
    made = {name: key_value(rng, table.types[name], name == names[0]) for name in names}
    chance = rng.random()
    if chance < 0.02:
        made.pop(rng.choice(names))
    elif chance < 0.03:
        made["extra"] = {"S": "a"}
    elif chance < 0.05:
        made[rng.choice(names)] = any_value(rng)
    elif chance < 0.06:
        made[rng.choice(names)] = rng.choice(BAD_VALUES)
    return made


def item_of(rng, table):
    made = key_of(rng, table)
    for name in rng.sample(["a", "b", "l", "m", "ss", "ns", "s", "n"], rng.randint(0, 5)):
        made[name] = _fitting(rng, table, name)
    if rng.random() < 0.03:
        made["bad"] = rng.choice(BAD_VALUES)
    return made


def _fitting(rng, table, name):
    """Gives a value that is mostly of the type that the name suggests; a key of an index mostly has its type."""
    if name in table.types:
        return key_value(rng, table.types[name], False) if rng.random() < 0.95 else any_value(rng)
    kinds = {"l": "L", "m": "M", "ss": "SS", "ns": "NS", "s": "S", "n": "N"}
    return value_of(rng, kinds[name]) if name in kinds and rng.random() < 0.85 else any_value(rng)


def _maybe(rng, chance, **members):
    return members if rng.random() < chance else {}


# How often a request has the parameters that expressions have replaced.
OLD = 0.15


def _conditional(rng, parts, request):
    if rng.random() < OLD:
        request.update(legacy.expected(rng))
    elif rng.random() < 0.5:
        request["ConditionExpression"] = spoiled(rng, condition(parts))


def put_item(rng):
    table, parts = pick_table(rng), Parts(rng)
    request = {"TableName": table.name, "Item": item_of(rng, table)}
    _conditional(rng, parts, request)
    return {**request, **parts.members(), **_returned(rng, ["NONE", "ALL_OLD", "ALL_OLD", "ALL_NEW"])}


def delete_item(rng):
    table, parts = pick_table(rng), Parts(rng)
    request = {"TableName": table.name, "Key": key_of(rng, table)}
    _conditional(rng, parts, request)
    return {**request, **parts.members(), **_returned(rng, ["NONE", "ALL_OLD", "ALL_OLD", "UPDATED_OLD"])}


RETURNED = ["NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW", "SOME"]


def update_item(rng):
    table, parts = pick_table(rng), Parts(rng)
    request = {"TableName": table.name, "Key": key_of(rng, table)}
    if rng.random() < OLD:
        request.update(legacy.attribute_updates(rng, table))
        request.update(legacy.expected(rng) if rng.random() < 0.3 else {})
        return {**request, **_returned(rng, RETURNED)}
    if rng.random() < 0.95:
        request["UpdateExpression"] = spoiled(rng, update(parts, table))
    if rng.random() < 0.3:
        request["ConditionExpression"] = spoiled(rng, condition(parts))
    return {**request, **parts.members(), **_returned(rng, RETURNED)}


def _returned(rng, choices):
    return {**_maybe(rng, 0.6, ReturnValues=rng.choice(choices)), **_capacity(rng)}


def _capacity(rng):
    return _maybe(rng, 0.15, ReturnConsumedCapacity=rng.choice(["TOTAL", "INDEXES", "NONE", "ALL"]))


def _projected(rng, parts, table):
    if rng.random() < OLD / 3:
        return legacy.attributes_to_get(rng, table)
    return {"ProjectionExpression": spoiled(rng, projection(parts, table))} if rng.random() < 0.4 else {}


def get_item(rng):
    table, parts = pick_table(rng), Parts(rng)
    request = {"TableName": table.name, "Key": key_of(rng, table), **_projected(rng, parts, table)}
    return {**request, **parts.members(), **_maybe(rng, 0.3, ConsistentRead=rng.random() < 0.5), **_capacity(rng)}


def _reading(rng, table, parts, index_name, filter_name):
    request = {"TableName": table.name, **({"IndexName": index_name} if index_name else {})}
    if rng.random() < OLD / 2:
        request.update(legacy.filter_of(rng, filter_name))
    elif rng.random() < 0.3:
        request["FilterExpression"] = spoiled(rng, condition(parts))
    request.update(_projected(rng, parts, table))
    request.update(
        _maybe(
            rng,
            0.1,
            Select=rng.choice(["COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "NO"]),
        )
    )
    request.update(_maybe(rng, 0.35, Limit=rng.choice([1, 2, 3, 5, 100, 0, -1])))
    request.update(_maybe(rng, 0.1, ConsistentRead=rng.random() < 0.5))
    request.update(_capacity(rng))
    return request


def _pick_index(rng, table):
    if not table.indexes or rng.random() < 0.4:
        return None if rng.random() < 0.97 else "missing"
    return rng.choice(sorted(table.indexes))


def query(rng):
    table, parts = pick_table(rng), Parts(rng)
    index_name = _pick_index(rng, table)
    known = index_name if index_name in table.indexes else None
    text = key_condition(parts, table, known)
    old = rng.random() < OLD
    request = _reading(rng, table, Parts(rng) if old else parts, index_name, "QueryFilter")
    if old:
        parts = Parts(rng)
        request.update(legacy.key_conditions(rng, table, known))
    elif rng.random() < 0.98:
        request["KeyConditionExpression"] = spoiled(rng, text)
    request.update(_maybe(rng, 0.3, ScanIndexForward=rng.random() < 0.3))
    if rng.random() < 0.12:
        names = dict.fromkeys(table.keys(known) + table.keys()) if rng.random() < 0.9 else table.keys()
        request["ExclusiveStartKey"] = key_of(rng, table, list(names))
    return {**request, **parts.members()}


def scan(rng):
    table, parts = pick_table(rng), Parts(rng)
    request = _reading(rng, table, parts, _pick_index(rng, table), "ScanFilter")
    request.update(_maybe(rng, 0.1, Segment=rng.choice([0, 1, -1, 2]), TotalSegments=rng.choice([1, 2, 3, 0, 1000001])))
    return {**request, **parts.members()}


def batch_get_item(rng):
    asked = {}
    for table in rng.sample(TABLES, rng.randint(1, 2)):
        parts = Parts(rng)
        count = rng.choice([1, 2, 3, 4]) if rng.random() < 0.97 else rng.choice([0, 101])
        keys = [key_of(rng, table) for _ in range(count)]
        asked[table.name] = {
            "Keys": keys,
            **_projected(rng, parts, table),
            **parts.members(),
            **_maybe(rng, 0.2, ConsistentRead=True),
        }
    if rng.random() < 0.02:
        asked = {"missing": {"Keys": [{"pk": {"S": "p"}}]}}
    return {"RequestItems": asked if rng.random() < 0.98 else {}, **_capacity(rng)}


def batch_write_item(rng):
    asked = {}
    for table in rng.sample(TABLES, rng.randint(1, 2)):
        count = rng.choice([1, 2, 3, 4]) if rng.random() < 0.95 else rng.choice([0, 26])
        asked[table.name] = [_write(rng, table) for _ in range(count)]
    return {"RequestItems": asked if rng.random() < 0.98 else {}, **_capacity(rng)}


def _write(rng, table):
    if rng.random() < 0.01:
        return {}
    if rng.random() < 0.7:
        return {"PutRequest": {"Item": item_of(rng, table)}}
    return {"DeleteRequest": {"Key": key_of(rng, table)}}


def create_table(rng):
    """A definition that is mostly wrong in one way; a right one makes the table `made` until the next round."""
    throughput = {"ReadCapacityUnits": rng.choice([1, 5, 0]) if rng.random() < 0.2 else 1, "WriteCapacityUnits": 1}
    types = {"pk": "S", "sk": rng.choice("SNB"), "g": "S"}
    request = {"TableName": "made", "KeySchema": key("pk", "sk"), "ProvisionedThroughput": throughput}
    if rng.random() < 0.4:
        request.pop("ProvisionedThroughput")
        request["BillingMode"] = rng.choice(["PAY_PER_REQUEST", "PROVISIONED", "FREE"])
    if rng.random() < 0.6:
        kind = rng.choice(["KEYS_ONLY", "ALL", "INCLUDE", "INCLUDE", "SOME"])
        made = index(
            rng.choice(["first", "second", "no"]),
            key("g", rng.choice(["sk", "pk", None, "h"])),
            kind,
            rng.choice([None, ["a"], ["a", "b"], []]),
        )
        if "ProvisionedThroughput" in request or rng.random() < 0.2:
            made["ProvisionedThroughput"] = throughput
        request["GlobalSecondaryIndexes"] = [made] * rng.choice([1, 1, 1, 2, 0])
    if rng.random() < 0.4:
        made = index(
            rng.choice(["third", "first"]),
            key(rng.choice(["pk", "pk", "sk"]), rng.choice(["g", "sk", None])),
            rng.choice(["ALL", "KEYS_ONLY"]),
        )
        request["LocalSecondaryIndexes"] = [made] * rng.choice([1, 1, 1, 2])
    used = {part["AttributeName"] for part in request["KeySchema"]}
    for list_name in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
        used |= {part["AttributeName"] for one in request.get(list_name, []) for part in one["KeySchema"]}
    chance = rng.random()
    if chance < 0.05:
        used.discard("sk")
    elif chance < 0.1:
        used.add("unused")
    request["AttributeDefinitions"] = [
        {"AttributeName": name, "AttributeType": types.get(name, "S")} for name in sorted(used)
    ]
    if rng.random() < 0.08:
        request["KeySchema"] = rng.choice(
            [
                [],
                key("pk")[::-1],
                key("pk", "pk"),
                key("pk", "sk")[::-1],
                key("pk", "sk") + key("g"),
                [key("pk", "sk")[1]],
            ]
        )
    if rng.random() < 0.04:
        request["AttributeDefinitions"].append({"AttributeName": "pk", "AttributeType": rng.choice(["S", "N", "X"])})
    if rng.random() < 0.05:
        request["TableName"] = rng.choice(["", "ab", "no spaces", "x" * 256, "plain"])
    return request


def update_table(rng):
    request = {"TableName": rng.choice(["ranged", "plain", "missing", "ab"]) if rng.random() < 0.3 else "binary"}
    if rng.random() < 0.5:
        request["ProvisionedThroughput"] = {
            "ReadCapacityUnits": rng.choice([0, 1, 2]),
            "WriteCapacityUnits": rng.choice([-1, 1, 2]),
        }
    if rng.random() < 0.3:
        request["BillingMode"] = rng.choice(["PAY_PER_REQUEST", "FREE"])
    if rng.random() < 0.3:
        request["GlobalSecondaryIndexUpdates"] = rng.choice(
            [
                [],
                [{}],
                [{"Delete": {"IndexName": "missing"}}],
                [{"Update": {"IndexName": "missing", "ProvisionedThroughput": {"ReadCapacityUnits": 1}}}],
                [{"Create": index("fresh", key("rs"))}],
                [{"Delete": {"IndexName": "x"}}],
                [
                    {
                        "Update": {
                            "IndexName": "missing",
                            "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
                        }
                    }
                ],
            ]
        )
    return request


def named_table(rng):
    return (
        {"TableName": rng.choice(["plain", "ranged", "binary", "missing", "a", "", "no spaces", "x" * 256])}
        if rng.random() < 0.95
        else {}
    )


def delete_table(rng):
    return (
        {"TableName": rng.choice(["made", "missing", "ab", "", "no spaces", "x" * 256])} if rng.random() < 0.95 else {}
    )


def list_tables(rng):
    return {
        **_maybe(rng, 0.5, Limit=rng.choice([1, 2, 3, 100, 0, 101, -1])),
        **_maybe(
            rng, 0.5, ExclusiveStartTableName=rng.choice(["binary", "plain", "m", "mmm", "zzz", "no spaces", "x" * 256])
        ),
    }


OPERATIONS = {
    "PutItem": (put_item, 18),
    "UpdateItem": (update_item, 22),
    "DeleteItem": (delete_item, 7),
    "GetItem": (get_item, 10),
    "Query": (query, 22),
    "Scan": (scan, 12),
    "BatchGetItem": (batch_get_item, 5),
    "BatchWriteItem": (batch_write_item, 5),
    "CreateTable": (create_table, 5),
    "UpdateTable": (update_table, 2),
    "DescribeTable": (named_table, 2),
    "DeleteTable": (delete_table, 2),
    "ListTables": (list_tables, 2),
}

WRONG = [None, "", "x", 0, 1, -1, 1.5, True, [], {}, [{}], {"a": "b"}, "x" * 300]


def request(rng):
    """Gives an operation and its input; one in twelve has a member at random replaced or removed."""
    names = list(OPERATIONS)
    operation = rng.choices(names, [OPERATIONS[name][1] for name in names])[0]
    made = OPERATIONS[operation][0](rng)
    if rng.random() < 0.08:
        made = copy.deepcopy(made)
        _spoil(rng, made)
    return operation, made


def _spoil(rng, value):
    """Changes one place of a structure: goes down at random and puts something else there."""
    while True:
        places = sorted(value) if isinstance(value, dict) else list(range(len(value)))
        if not places:
            return
        place = rng.choice(places)
        below = value[place]
        if isinstance(below, (dict, list)) and below and rng.random() < 0.6:
            value = below
            continue
        if rng.random() < 0.3:
            value.pop(place)
        else:
            value[place] = rng.choice(WRONG)
        return
