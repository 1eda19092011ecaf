"""DynamoDB: batches and transactions."""

from tables import small


def key(name):
    return {"pk": {"S": name}}


def item(name, number):
    return {**key(name), "n": {"N": str(number)}}


def put(name, number):
    return {"PutRequest": {"Item": item(name, number)}}


def in_batches(s, db, table):
    def write(requests):
        return db.batch_write_item(RequestItems={table: requests})

    def read(keys, **more):
        return db.batch_get_item(RequestItems={table: {"Keys": keys, **more}})

    s.gives("DynamoDB: 25 items in a batch", {}, write([put(f"m{n}", n) for n in range(25)])["UnprocessedItems"])
    s.refuses(
        "DynamoDB: 26 items in a batch", "ValidationException", write, requests=[put(f"m{n}", n) for n in range(26)]
    )
    s.refuses(
        "DynamoDB: an item twice in a batch",
        "ValidationException",
        write,
        "duplicates",
        requests=[put("x", 1), put("x", 2)],
    )
    s.gives(
        "DynamoDB: a batch that puts and deletes",
        {},
        write([put("x", 1), {"DeleteRequest": {"Key": key("m0")}}])["UnprocessedItems"],
    )
    got = read([key("x"), key("m0"), key("m1")])
    s.gives(
        "DynamoDB: a batch of keys",
        (["m1", "x"], {}),
        (sorted(i["pk"]["S"] for i in got["Responses"][table]), got["UnprocessedKeys"]),
    )
    s.gives(
        "DynamoDB: a batch of one attribute",
        [{"n": {"N": "1"}}],
        read([key("x")], ProjectionExpression="n")["Responses"][table],
    )
    s.refuses("DynamoDB: a key twice in a batch", "ValidationException", read, "duplicates", keys=[key("x"), key("x")])
    s.refuses("DynamoDB: 101 keys in a batch", "ValidationException", read, keys=[key(str(n)) for n in range(101)])


def in_transactions(s, db, table):
    def add(name):
        return {
            "Update": {
                "TableName": table,
                "Key": key(name),
                "UpdateExpression": "ADD n :one",
                "ExpressionAttributeValues": {":one": {"N": "1"}},
            }
        }

    def put_if_new(name):
        return {
            "Put": {
                "TableName": table,
                "Item": item(name, 9),
                "ConditionExpression": "attribute_not_exists(pk)",
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            }
        }

    def number_of(name):
        return db.get_item(TableName=table, Key=key(name)).get("Item", {}).get("n", {}).get("N")

    check = {"ConditionCheck": {"TableName": table, "Key": key("m2"), "ConditionExpression": "attribute_exists(pk)"}}
    db.transact_write_items(
        TransactItems=[put_if_new("t1"), add("t2"), {"Delete": {"TableName": table, "Key": key("m1")}}, check]
    )
    s.gives(
        "DynamoDB: a transaction of each kind of action",
        ("9", "1", None),
        (number_of("t1"), number_of("t2"), number_of("m1")),
    )
    failed = s.refuses(
        "DynamoDB: a transaction whose condition fails",
        "TransactionCanceledException",
        db.transact_write_items,
        "[None, ConditionalCheckFailed]",
        TransactItems=[put_if_new("t3"), put_if_new("t1")],
    )
    s.gives(
        "DynamoDB: its reasons",
        [
            {"Code": "None"},
            {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed", "Item": item("t1", 9)},
        ],
        failed.get("CancellationReasons"),
    )
    s.gives("DynamoDB: it wrote nothing", None, number_of("t3"))
    token = "token-" + s.run_id
    for _ in range(2):
        answer = db.transact_write_items(TransactItems=[add("t2")], ClientRequestToken=token)
        s.gives("DynamoDB: a transaction with a token", 200, answer["ResponseMetadata"]["HTTPStatusCode"])
    s.gives("DynamoDB: it was done once", "2", number_of("t2"))
    s.refuses(
        "DynamoDB: another transaction with that token",
        "IdempotentParameterMismatchException",
        db.transact_write_items,
        TransactItems=[add("t1")],
        ClientRequestToken=token,
    )
    s.refuses(
        "DynamoDB: a transaction on one item twice",
        "ValidationException",
        db.transact_write_items,
        "multiple operations",
        TransactItems=[add("t2"), put_if_new("t2")],
    )
    got = db.transact_get_items(
        TransactItems=[{"Get": {"TableName": table, "Key": key(name)}} for name in ("t1", "none")]
    )
    s.gives("DynamoDB: a transaction that reads", [{"Item": item("t1", 9)}, {}], got["Responses"])
    s.refuses(
        "DynamoDB: a transaction that reads one item twice",
        "ValidationException",
        db.transact_get_items,
        "multiple operations",
        TransactItems=[{"Get": {"TableName": table, "Key": key("t1")}}] * 2,
    )


def batches(s):
    db = s.client("dynamodb")
    table = "batches-" + s.run_id
    db.create_table(**small(table))
    in_batches(s, db, table)
    in_transactions(s, db, table)
    s.gives(
        "DynamoDB: the table of batches is deleted",
        table,
        db.delete_table(TableName=table)["TableDescription"]["TableName"],
    )
