"""Generates conditions, key conditions, projections and updates, with their names and values."""

from values import BAD_VALUES, any_value, key_value, value_of

ATTRIBUTES = ["a", "b", "l", "m", "ss", "ns", "s", "n", "nowhere"]
OPERATORS = ["=", "<>", "<", "<=", ">", ">="]
# Pieces that make an expression wrong, or right in another way.
NOISE = [
    "(",
    ")",
    ",",
    ".",
    "[0]",
    "#",
    ":",
    "=",
    "AND",
    "OR",
    "NOT",
    "!",
    "status",
    "size",
    " 1",
    "SET",
    "REMOVE",
    "'",
    "a.b",
    "[",
    "$",
    "<",
    "b",
]


class Parts:
    """What an expression uses: names by alias and values by placeholder."""

    def __init__(self, rng):
        self.rng = rng
        self.names = {}
        self.values = {}

    def name(self, name):
        if self.rng.random() < 0.75:
            return name
        alias = "#" + name
        self.names[alias] = name
        return alias

    def value(self, value):
        placeholder = f":v{len(self.values)}"
        self.values[placeholder] = value
        return placeholder

    def path(self, names=None):
        rng = self.rng
        text = self.name(rng.choice(names or ATTRIBUTES))
        while rng.random() < 0.25:
            text += f"[{rng.randint(0, 3)}]" if rng.random() < 0.5 else "." + self.name(rng.choice("xyz"))
        return text

    def operand(self):
        rng = self.rng
        kind = rng.random()
        if kind < 0.5:
            return self.path()
        if kind < 0.6:
            return f"size({self.path()})"
        return self.value(any_value(rng))

    def members(self):
        """Gives the members of a request, now and then with one too many, one missing, or a bad one."""
        rng = self.rng
        names, values = dict(self.names), dict(self.values)
        chance = rng.random()
        if chance < 0.03:
            names["#unused"] = "a"
        elif chance < 0.06:
            values[":unused"] = {"S": "a"}
        elif chance < 0.08 and names:
            names.pop(rng.choice(sorted(names)))
        elif chance < 0.11 and values:
            values.pop(rng.choice(sorted(values)))
        elif chance < 0.15 and values:
            values[rng.choice(sorted(values))] = rng.choice(BAD_VALUES)
        elif chance < 0.16:
            names["bad"] = "a"
        elif chance < 0.17:
            values["bad"] = {"S": "a"}
        elif chance < 0.18:
            return {"ExpressionAttributeNames": names, "ExpressionAttributeValues": values}
        return {
            **({"ExpressionAttributeNames": names} if names else {}),
            **({"ExpressionAttributeValues": values} if values else {}),
        }


def condition(parts, depth=0):
    rng = parts.rng
    kind = rng.random()
    if depth < 2 and kind < 0.12:
        return f"{condition(parts, depth + 1)} {rng.choice(['AND', 'OR'])} {condition(parts, depth + 1)}"
    if depth < 2 and kind < 0.2:
        return f"NOT {condition(parts, depth + 1)}"
    if depth < 2 and kind < 0.27:
        return f"({condition(parts, depth + 1)})"
    if kind < 0.55:
        return f"{parts.operand()} {rng.choice(OPERATORS)} {parts.operand()}"
    if kind < 0.62:
        kind_of_bounds = rng.choice("SNB")
        lower, upper = (parts.value(value_of(rng, kind_of_bounds)) for _ in range(2))
        return f"{parts.operand()} BETWEEN {lower} AND {upper}"
    if kind < 0.68:
        return f"{parts.operand()} IN ({', '.join(parts.operand() for _ in range(rng.randint(1, 3)))})"
    if kind < 0.8:
        return f"{rng.choice(['attribute_exists', 'attribute_not_exists'])}({parts.path()})"
    if kind < 0.86:
        types = ["S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "X"]
        wanted = {"S": rng.choice(types)} if rng.random() < 0.9 else {"N": "1"}
        return f"attribute_type({parts.path()}, {parts.value(wanted)})"
    if kind < 0.93:
        return f"begins_with({parts.operand()}, {parts.operand()})"
    return f"contains({parts.operand()}, {parts.operand()})"


def key_condition(parts, table, index_name):
    rng = parts.rng
    names = table.keys(index_name)
    text = f"{parts.name(names[0])} = {parts.value(key_value(rng, table.types[names[0]], True))}"
    if rng.random() < 0.05:
        text = text.replace("=", rng.choice(OPERATORS), 1)
    if len(names) == 1 or rng.random() < 0.3:
        return text
    name, kind = names[1], table.types[names[1]]

    def bound():
        return parts.value(key_value(rng, kind if rng.random() < 0.95 else rng.choice("SNB"), False))

    form = rng.random()
    if form < 0.6:
        more = f"{parts.name(name)} {rng.choice(['=', '<', '<=', '>', '>='])} {bound()}"
    elif form < 0.8:
        more = f"{parts.name(name)} BETWEEN {bound()} AND {bound()}"
    elif form < 0.95 or kind == "N":
        more = f"begins_with({parts.name(name)}, {bound()})"
    else:
        more = condition(parts)
    return f"{text} AND {more}" if rng.random() < 0.8 else f"({more}) AND ({text})"


def projection(parts, table):
    rng = parts.rng
    names = ATTRIBUTES + table.keys()
    return ", ".join(parts.path(names) for _ in range(rng.randint(1, 3)))


def update(parts, table):
    rng = parts.rng
    names = ATTRIBUTES + (table.keys() if rng.random() < 0.05 else [])
    clauses = []
    for word in rng.sample(["SET", "REMOVE", "ADD", "DELETE"], rng.choice([1, 1, 1, 2, 3])):
        actions = [_action(parts, word, names) for _ in range(rng.choice([1, 1, 2, 3]))]
        clauses.append(f"{word} {', '.join(actions)}")
    return " ".join(clauses)


def _action(parts, word, names):
    rng = parts.rng
    path = parts.path(names)
    if word == "REMOVE":
        return path
    if word == "ADD":
        return f"{path} {parts.value(value_of(rng, rng.choice(['N', 'N', 'SS', 'NS', 'BS', 'S', 'L'])))}"
    if word == "DELETE":
        return f"{path} {parts.value(value_of(rng, rng.choice(['SS', 'SS', 'NS', 'BS', 'N'])))}"
    return f"{path} = {_set_value(parts)}"


def _set_value(parts):
    rng = parts.rng
    form = rng.random()
    if form < 0.4:
        return parts.value(any_value(rng))
    if form < 0.5:
        return parts.path()
    if form < 0.7:
        return f"{_set_operand(parts, 'N')} {rng.choice('+-')} {_set_operand(parts, 'N')}"
    if form < 0.85:
        return f"if_not_exists({parts.path()}, {_set_operand(parts, rng.choice('SN'))})"
    return f"list_append({_set_operand(parts, 'L')}, {_set_operand(parts, 'L')})"


def _set_operand(parts, kind):
    rng = parts.rng
    if rng.random() < 0.4:
        return parts.path()
    return parts.value(value_of(rng, kind) if rng.random() < 0.9 else any_value(rng))


def spoiled(rng, text):
    """Gives the text, now and then with a piece too many or too few."""
    if rng.random() > 0.12:
        return text
    words = text.split(" ")
    at = rng.randrange(len(words))
    form = rng.random()
    if form < 0.4:
        words.insert(at, rng.choice(NOISE))
    elif form < 0.7:
        words.pop(at)
    elif form < 0.9:
        words[at] = words[at][:-1]
    else:
        return rng.choice(["", " ", "a", "(", ":v0", "#a"])
    return " ".join(words)
