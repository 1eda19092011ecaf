"""DynamoDB: items of every type, conditions, updates and returned values."""

from decimal import Decimal

from boto3.dynamodb.conditions import Attr
from boto3.dynamodb.types import Binary

from tables import small

EVERY_TYPE = {
    "pk": {"S": "every"},
    "text": {"S": 'grün ☃ "quoted"\n𝄞'},
    "empty": {"S": ""},
    "raw": {"B": b"\x00\xff"},
    "nothing": {"B": b""},
    "integer": {"N": "12345678901234567890123456789012345678"},
    "fraction": {"N": "-0.12345678901234567890123456789012345678"},
    "yes": {"BOOL": True},
    "no": {"BOOL": False},
    "none": {"NULL": True},
    "texts": {"SS": ["x", "y"]},
    "numbers": {"NS": ["1", "2.5"]},
    "blobs": {"BS": [b"\x01", b"\x02"]},
    "list": {"L": [{"S": "a"}, {"L": []}, {"M": {}}]},
    "map": {"M": {"a.b": {"M": {"c": {"L": [{"BOOL": True}, {"NULL": True}]}}}}},
}


def with_sorted_sets(item):
    return {
        name: {kind: sorted(value) if kind in ("SS", "NS", "BS") else value for kind, value in attribute.items()}
        for name, attribute in item.items()
    }


def round_trips(s, db, table):
    put = db.put_item(TableName=table, Item=EVERY_TYPE, ReturnConsumedCapacity="TOTAL")
    s.gives("DynamoDB: an item of every type is one unit", 1.0, put["ConsumedCapacity"]["CapacityUnits"])
    got = db.get_item(TableName=table, Key={"pk": {"S": "every"}}, ConsistentRead=True)["Item"]
    s.gives("DynamoDB: it comes back as it was put", EVERY_TYPE, with_sorted_sets(got))
    for sent, kept in (
        ("007", "7"),
        ("1.50", "1.5"),
        ("-0", "0"),
        ("1e3", "1000"),
        ("1E-3", "0.001"),
        ("1E+125", "1" + "0" * 125),
    ):
        db.put_item(TableName=table, Item={"pk": {"S": "n"}, "n": {"N": sent}})
        s.gives(
            f"DynamoDB: the number {sent[:8]}",
            kept,
            db.get_item(TableName=table, Key={"pk": {"S": "n"}})["Item"]["n"]["N"],
        )
    for sent, phrase in (
        ("1" * 39, "38 significant digits"),
        ("1E126", "overflow"),
        ("1E-131", "underflow"),
        ("one", "numeric value"),
    ):
        s.refuses(
            f"DynamoDB: the number {sent[:8]}",
            "ValidationException",
            db.put_item,
            phrase,
            TableName=table,
            Item={"pk": {"S": "n"}, "n": {"N": sent}},
        )
    for item, phrase in (
        ({"pk": {"N": "1"}}, "Type mismatch"),
        ({"a": {"S": "x"}}, "Missing the key"),
        ({"pk": {"S": ""}}, "empty string"),
        ({"pk": {"S": "n"}, "x": {"SS": ["a", "a"]}}, "duplicates"),
        ({"pk": {"S": "n"}, "x": {"S": "x" * 409600}}, "size"),
    ):
        s.refuses(
            f"DynamoDB: an item that is refused, {phrase}",
            "ValidationException",
            db.put_item,
            phrase,
            TableName=table,
            Item=item,
        )
    part = db.get_item(
        TableName=table,
        Key={"pk": {"S": "every"}},
        ProjectionExpression="#m.#ab.c[1], yes",
        ExpressionAttributeNames={"#m": "map", "#ab": "a.b"},
    )["Item"]
    s.gives(
        "DynamoDB: a projection",
        {"map": {"M": {"a.b": {"M": {"c": {"L": [{"NULL": True}]}}}}}, "yes": {"BOOL": True}},
        part,
    )


def conditions(s, table):
    """By the resource, whose conditions are Python objects."""
    item = {
        "pk": "k",
        "n": Decimal("5"),
        "word": "hello",
        "l": [Decimal(1), "two"],
        "m": {"in": True},
        "ss": {"a", "b"},
        "raw": Binary(b"\x01"),
    }
    table.put_item(Item=item, ConditionExpression=Attr("pk").not_exists())
    s.gives("DynamoDB: an item put through the resource", item, table.get_item(Key={"pk": "k"})["Item"])
    holding = (
        Attr("n").eq(Decimal("5.0")),
        Attr("n").ne(4),
        Attr("n").between(1, 5),
        Attr("word").begins_with("he"),
        Attr("ss").contains("a"),
        Attr("word").is_in(["x", "hello"]),
        Attr("l").size().eq(2),
        Attr("m.in").exists(),
        Attr("n").attribute_type("N"),
        Attr("n").gt(9) | ~Attr("l[1]").eq("one"),
        Attr("n").gte(5) & Attr("n").lte(5),
    )
    for condition in holding:
        answer = table.put_item(Item=item, ConditionExpression=condition)
        s.gives(
            f"DynamoDB: the condition {type(condition).__name__} holds",
            200,
            answer["ResponseMetadata"]["HTTPStatusCode"],
        )
    for condition in (
        Attr("pk").not_exists(),
        Attr("n").lt(5),
        ~Attr("word").begins_with("he"),
        Attr("nowhere").eq(1),
        Attr("ss").contains("c"),
    ):
        s.refuses(
            f"DynamoDB: the condition {type(condition).__name__} does not",
            "ConditionalCheckFailedException",
            table.put_item,
            Item=item,
            ConditionExpression=condition,
        )
    s.refuses(
        "DynamoDB: a deletion on a condition that fails",
        "ConditionalCheckFailedException",
        table.delete_item,
        Key={"pk": "k"},
        ConditionExpression=Attr("n").gt(5),
    )


def updates(s, db, table):
    key = {"pk": {"S": "u"}}
    before = {**key, "n": {"N": "5"}, "l": {"L": [{"N": "0"}, {"N": "0"}]}, "gone": {"S": "g"}, "rest": {"S": "r"}}
    after = {**key, "n": {"N": "6"}, "l": {"L": [{"N": "0"}, {"N": "1"}]}, "c": {"N": "1"}, "rest": {"S": "r"}}
    expected = {
        "NONE": None,
        "ALL_OLD": before,
        "ALL_NEW": after,
        "UPDATED_OLD": {"n": {"N": "5"}, "l": {"L": [{"N": "0"}]}, "gone": {"S": "g"}},
        "UPDATED_NEW": {"n": {"N": "6"}, "l": {"L": [{"N": "1"}]}, "c": {"N": "1"}},
    }
    for returned, attributes in expected.items():
        db.put_item(TableName=table, Item=before)
        answer = db.update_item(
            TableName=table,
            Key=key,
            UpdateExpression="SET n = n + :one, l[1] = :one ADD c :one REMOVE gone",
            ExpressionAttributeValues={":one": {"N": "1"}},
            ReturnValues=returned,
        )
        s.gives(f"DynamoDB: update_item, {returned}", attributes, answer.get("Attributes"))
    for text, values, phrase in (
        ("SET pk = :v", {"N": "1"}, "part of the key"),
        ("SET a = :v, a = :v", {"N": "1"}, "overlap"),
        ("SET a.b = :v", {"N": "1"}, "invalid for update"),
        ("SET a = nowhere + :v", {"N": "1"}, "does not exist in the item"),
        ("DELETE n :v", {"N": "1"}, "DELETE"),
        ("SET status = :v", {"N": "1"}, "reserved"),
    ):
        s.refuses(
            f"DynamoDB: {text}",
            "ValidationException",
            db.update_item,
            phrase,
            TableName=table,
            Key=key,
            UpdateExpression=text,
            ExpressionAttributeValues={":v": values},
        )
    gone = db.delete_item(TableName=table, Key=key, ReturnValues="ALL_OLD")
    s.gives("DynamoDB: delete_item gives what was there", after, gone["Attributes"])


def items(s):
    db = s.client("dynamodb")
    table = "items-" + s.run_id
    db.create_table(**small(table))
    round_trips(s, db, table)
    conditions(s, s.resource("dynamodb").Table(table))
    updates(s, db, table)
    s.gives(
        "DynamoDB: the table of items is deleted",
        table,
        db.delete_table(TableName=table)["TableDescription"]["TableName"],
    )
