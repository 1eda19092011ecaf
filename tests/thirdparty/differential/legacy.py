"""Generates the parameters that expressions have replaced: Expected, AttributeUpdates, KeyConditions and filters."""

from values import BAD_VALUES, any_value, key_value, value_of

ATTRIBUTES = ["a", "b", "l", "m", "ss", "ns", "s", "n", "nowhere"]
OPERATORS = [
    "EQ",
    "NE",
    "LE",
    "LT",
    "GE",
    "GT",
    "NULL",
    "NOT_NULL",
    "CONTAINS",
    "NOT_CONTAINS",
    "BEGINS_WITH",
    "IN",
    "BETWEEN",
]
COUNTS = {"NULL": 0, "NOT_NULL": 0, "BETWEEN": 2}


def condition(rng):
    """Gives one condition with as many values as its operator takes, now and then with one too many."""
    operator = rng.choice(OPERATORS) if rng.random() < 0.98 else "LIKE"
    count = COUNTS.get(operator, 1) if operator != "IN" else rng.randint(1, 3)
    if rng.random() < 0.04:
        count += 1
    kind = rng.choice("SNB")
    values = [value_of(rng, kind) if rng.random() < 0.8 else any_value(rng) for _ in range(count)]
    if values and rng.random() < 0.02:
        values[0] = rng.choice(BAD_VALUES)
    made = {"ComparisonOperator": operator}
    if values or rng.random() < 0.1:
        made["AttributeValueList"] = values
    return made


def conditions(rng):
    return {name: condition(rng) for name in rng.sample(ATTRIBUTES, rng.choice([1, 1, 1, 2]))}


def _operator(rng, made):
    """Adds how conditions are joined, where there are several or, now and then, one."""
    some = next(iter(made.values()))
    if len(some) > 1 or rng.random() < 0.05:
        made["ConditionalOperator"] = rng.choice(["AND", "OR"])
    return made


def expected(rng):
    made = {}
    for name in rng.sample(ATTRIBUTES, rng.choice([1, 1, 2])):
        form = rng.random()
        if form < 0.5:
            made[name] = condition(rng)
        elif form < 0.7:
            made[name] = {"Exists": False}
        elif form < 0.9:
            made[name] = {"Value": any_value(rng)}
        else:
            made[name] = rng.choice(
                [{"Exists": True}, {}, {"Exists": False, "Value": {"S": "a"}}, {"Exists": True, "Value": {"S": "a"}}]
            )
    return _operator(rng, {"Expected": made})


def filter_of(rng, name):
    return _operator(rng, {name: conditions(rng)})


def key_conditions(rng, table, index_name):
    names = table.keys(index_name)
    made = {names[0]: {"ComparisonOperator": "EQ", "AttributeValueList": [key_value(rng, table.types[names[0]], True)]}}
    if len(names) > 1 and rng.random() < 0.6:
        kind = table.types[names[1]]
        operator = rng.choice(["EQ", "LE", "LT", "GE", "GT", "BETWEEN", "BEGINS_WITH"])
        if kind == "N" and operator == "BEGINS_WITH" and rng.random() < 0.8:
            operator = "GE"
        values = [key_value(rng, kind, False) for _ in range(COUNTS.get(operator, 1))]
        made[names[1]] = {"ComparisonOperator": operator, "AttributeValueList": values}
    if rng.random() < 0.04:
        made[rng.choice(ATTRIBUTES)] = condition(rng)
    return {"KeyConditions": made}


def attribute_updates(rng, table):
    made = {}
    for name in rng.sample(ATTRIBUTES, rng.choice([1, 1, 2, 3])):
        action = rng.choice(["PUT", "PUT", "ADD", "DELETE", None])
        if action == "DELETE":
            made[name] = (
                {"Action": action}
                if rng.random() < 0.5
                else {"Action": action, "Value": value_of(rng, rng.choice(["SS", "NS", "S"]))}
            )
        elif action == "ADD":
            made[name] = {"Action": action, "Value": value_of(rng, rng.choice(["N", "N", "SS", "NS", "S", "L"]))}
        else:
            made[name] = {"Value": any_value(rng), **({"Action": action} if action else {})}
    if rng.random() < 0.02:
        made[table.keys()[0]] = {"Value": {"S": "a"}}
    if rng.random() < 0.02:
        made["bad"] = rng.choice(
            [{}, {"Action": "PUT"}, {"Action": "SET", "Value": {"S": "a"}}, {"Value": rng.choice(BAD_VALUES)}]
        )
    return {"AttributeUpdates": made}


def attributes_to_get(rng, table):
    names = ATTRIBUTES + table.keys()
    made = rng.sample(names, rng.randint(1, 3))
    return {"AttributesToGet": made + made[:1] if rng.random() < 0.04 else made}
