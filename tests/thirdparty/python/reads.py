"""DynamoDB: Query and Scan over a table and its indexes, through the resource."""

from boto3.dynamodb.conditions import Attr, Key

from tables import attributes, key


def numbers_of(answer):
    return [int(item["sk"]) for item in answer["Items"]]


def fill(table):
    with table.batch_writer() as batch:
        for name in ("a", "b"):
            for n in range(1, 21):
                item = {"pk": name, "sk": n, "even": n % 2 == 0, "text": f"text {n}"}
                batch.put_item(Item={**item, "day": f"day-{n % 3}"} if n > 10 else item)


def queries(s, table):
    of_a = Key("pk").eq("a")
    for condition, expected in (
        (Key("sk").eq(3), [3]),
        (Key("sk").lt(3), [1, 2]),
        (Key("sk").lte(2), [1, 2]),
        (Key("sk").gt(18), [19, 20]),
        (Key("sk").gte(19), [19, 20]),
        (Key("sk").between(9, 11), [9, 10, 11]),
    ):
        s.gives(
            f"DynamoDB: a query, sk {condition.expression_operator}",
            expected,
            numbers_of(table.query(KeyConditionExpression=of_a & condition)),
        )
    page = table.query(KeyConditionExpression=of_a, ScanIndexForward=False, Limit=3)
    s.gives(
        "DynamoDB: a query backwards",
        ([20, 19, 18], {"pk": "a", "sk": 18}),
        (numbers_of(page), page["LastEvaluatedKey"]),
    )
    rest = table.query(KeyConditionExpression=of_a, ExclusiveStartKey={"pk": "a", "sk": 17})
    s.gives("DynamoDB: a query from a key", [18, 19, 20], numbers_of(rest))
    some = table.query(KeyConditionExpression=of_a, FilterExpression=Attr("even").eq(True), Limit=9)
    s.gives("DynamoDB: a query with a filter", ([2, 4, 6, 8], 9), (numbers_of(some), some["ScannedCount"]))
    count = table.query(KeyConditionExpression=of_a, Select="COUNT")
    s.gives("DynamoDB: a query that counts", (20, False), (count["Count"], "Items" in count))
    local = table.query(IndexName="local", KeyConditionExpression=of_a & Key("day").begins_with("day-0"))
    s.gives("DynamoDB: a query of the local index", [12, 15, 18], numbers_of(local))
    whole = table.query(
        IndexName="local", KeyConditionExpression=of_a, Select="ALL_ATTRIBUTES", ConsistentRead=True, Limit=1
    )
    s.gives(
        "DynamoDB: a query of the local index for whole items", ["text 12"], [item["text"] for item in whole["Items"]]
    )
    found = table.query(IndexName="global", KeyConditionExpression=Key("day").eq("day-0") & Key("sk").gt(12))
    s.gives(
        "DynamoDB: a query of the global index",
        ([15, 15, 18, 18], False),
        (numbers_of(found), "text" in found["Items"][0]),
    )
    s.refuses(
        "DynamoDB: a consistent query of it",
        "ValidationException",
        table.query,
        "Consistent reads",
        IndexName="global",
        ConsistentRead=True,
        KeyConditionExpression=Key("day").eq("day-0"),
    )
    s.refuses(
        "DynamoDB: a query without the hash key",
        "ValidationException",
        table.query,
        "missed key schema",
        KeyConditionExpression=Key("sk").eq(1),
    )
    s.refuses(
        "DynamoDB: a filter on a key",
        "ValidationException",
        table.query,
        "non-primary key",
        KeyConditionExpression=of_a,
        FilterExpression=Attr("sk").eq(1),
    )


def scans(s, table):
    s.gives("DynamoDB: a scan", 40, table.scan()["Count"])
    some = table.scan(FilterExpression=Attr("text").begins_with("text 1") & Attr("even").eq(True))
    s.gives("DynamoDB: a scan with a filter", (10, 40), (some["Count"], some["ScannedCount"]))
    parts = [(item["pk"], item["sk"]) for n in range(4) for item in table.scan(Segment=n, TotalSegments=4)["Items"]]
    s.gives("DynamoDB: the segments hold each item once", (40, 40), (len(parts), len(set(parts))))
    s.refuses(
        "DynamoDB: a segment too many",
        "ValidationException",
        table.scan,
        "less than parameter TotalSegments",
        Segment=4,
        TotalSegments=4,
    )
    pages = table.meta.client.get_paginator("scan").paginate(
        TableName=table.name, IndexName="global", PaginationConfig={"PageSize": 7}
    )
    s.gives("DynamoDB: a scan of an index page by page", [7, 7, 6], [page["Count"] for page in pages if page["Count"]])


def reads(s):
    db = s.resource("dynamodb")
    table = db.create_table(
        TableName="reads-" + s.run_id,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=key("pk", "sk"),
        AttributeDefinitions=attributes(pk="S", sk="N", day="S"),
        LocalSecondaryIndexes=[
            {"IndexName": "local", "KeySchema": key("pk", "day"), "Projection": {"ProjectionType": "KEYS_ONLY"}}
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "global",
                "KeySchema": key("day", "sk"),
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["even"]},
            }
        ],
    )
    fill(table)
    queries(s, table)
    scans(s, table)
    s.gives("DynamoDB: the table of reads is deleted", table.name, table.delete()["TableDescription"]["TableName"])
