"""The tables that the generated requests use, in both servers."""


def key(hash_name, range_name=None):
    schema = [{"AttributeName": hash_name, "KeyType": "HASH"}]
    return schema + ([{"AttributeName": range_name, "KeyType": "RANGE"}] if range_name else [])


def index(name, schema, projection="ALL", attributes=None):
    described = {"ProjectionType": projection, **({"NonKeyAttributes": attributes} if attributes else {})}
    return {"IndexName": name, "KeySchema": schema, "Projection": described}


class Table:
    """A table with the types of its key attributes and of those of its indexes."""

    def __init__(self, name, schema, types, local=(), on_demand=()):
        self.name = name
        self.schema = schema
        self.types = types
        self.indexes = {i["IndexName"]: i for i in [*local, *on_demand]}
        self.local = list(local)
        self.on_demand = list(on_demand)

    def keys(self, index_name=None):
        """Gives the names of hash and range key, of the table or an index."""
        schema = self.indexes[index_name]["KeySchema"] if index_name else self.schema
        return [part["AttributeName"] for part in schema]

    def creation(self):
        return {
            "TableName": self.name,
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": self.schema,
            "AttributeDefinitions": [
                {"AttributeName": name, "AttributeType": kind} for name, kind in self.types.items()
            ],
            **({"LocalSecondaryIndexes": self.local} if self.local else {}),
            **({"GlobalSecondaryIndexes": self.on_demand} if self.on_demand else {}),
        }


TABLES = [
    Table("plain", key("pk"), {"pk": "S"}),
    Table(
        "ranged",
        key("pk", "sk"),
        {"pk": "S", "sk": "N", "s": "S", "n": "N"},
        local=[index("local", key("pk", "s"), "KEYS_ONLY")],
        on_demand=[index("global", key("s", "n")), index("part", key("n"), "INCLUDE", ["a", "l"])],
    ),
    Table("binary", key("hb", "rs"), {"hb": "B", "rs": "S"}),
]
