"""DynamoDB: tables, their indexes and their time to live."""


def key(hash_name, range_name=None):
    schema = [{"AttributeName": hash_name, "KeyType": "HASH"}]
    return schema + ([{"AttributeName": range_name, "KeyType": "RANGE"}] if range_name else [])


def attributes(**types):
    return [{"AttributeName": name, "AttributeType": kind} for name, kind in types.items()]


def small(name):
    return dict(
        TableName=name, BillingMode="PAY_PER_REQUEST", KeySchema=key("pk"), AttributeDefinitions=attributes(pk="S")
    )


def changes(s, db, table):
    throughput = {"ReadCapacityUnits": 7, "WriteCapacityUnits": 8}
    updated = db.update_table(TableName=table, ProvisionedThroughput=throughput)["TableDescription"]
    s.gives("DynamoDB: update_table", table, updated["TableName"])
    found = db.describe_table(TableName=table)["Table"]["ProvisionedThroughput"]
    s.gives("DynamoDB: the new throughput", throughput, {name: found[name] for name in throughput})
    s.refuses(
        "DynamoDB: update_table to the same",
        "ValidationException",
        db.update_table,
        "will not change",
        TableName=table,
        ProvisionedThroughput=throughput,
    )
    index = {
        "IndexName": "by-name",
        "KeySchema": key("name"),
        "Projection": {"ProjectionType": "ALL"},
        "ProvisionedThroughput": throughput,
    }
    made = db.update_table(
        TableName=table, AttributeDefinitions=attributes(name="S"), GlobalSecondaryIndexUpdates=[{"Create": index}]
    )["TableDescription"]
    s.gives(
        "DynamoDB: an index is made",
        ["by-name", "by-sum"],
        sorted(i["IndexName"] for i in made["GlobalSecondaryIndexes"]),
    )
    s.refuses(
        "DynamoDB: two changes of indexes at once",
        "LimitExceededException",
        db.update_table,
        TableName=table,
        GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": name}} for name in ("by-name", "by-sum")],
    )
    db.update_table(TableName=table, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-name"}}])
    found = db.describe_table(TableName=table)["Table"]["GlobalSecondaryIndexes"]
    s.gives("DynamoDB: the index is deleted", ["by-sum"], [i["IndexName"] for i in found])


def time_to_live(s, db, table):
    s.gives(
        "DynamoDB: no time to live",
        {"TimeToLiveStatus": "DISABLED"},
        db.describe_time_to_live(TableName=table)["TimeToLiveDescription"],
    )
    wanted = {"Enabled": True, "AttributeName": "until"}
    s.gives(
        "DynamoDB: update_time_to_live",
        wanted,
        db.update_time_to_live(TableName=table, TimeToLiveSpecification=wanted)["TimeToLiveSpecification"],
    )
    s.gives(
        "DynamoDB: the time to live",
        {"TimeToLiveStatus": "ENABLED", "AttributeName": "until"},
        db.describe_time_to_live(TableName=table)["TimeToLiveDescription"],
    )
    s.refuses(
        "DynamoDB: the time to live twice",
        "ValidationException",
        db.update_time_to_live,
        "already enabled",
        TableName=table,
        TimeToLiveSpecification=wanted,
    )


def tables(s):
    db = s.client("dynamodb")
    table = "orders-" + s.run_id
    one = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}
    wanted = dict(
        TableName=table,
        ProvisionedThroughput=one,
        KeySchema=key("pk", "sk"),
        AttributeDefinitions=attributes(pk="S", sk="N", day="S", sum="N"),
        LocalSecondaryIndexes=[
            {"IndexName": "by-day", "KeySchema": key("pk", "day"), "Projection": {"ProjectionType": "KEYS_ONLY"}}
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-sum",
                "KeySchema": key("day", "sum"),
                "ProvisionedThroughput": one,
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["name"]},
            }
        ],
    )
    made = db.create_table(**wanted)["TableDescription"]
    s.gives(
        "DynamoDB: a table with indexes is made",
        (table, 0, "by-day", "by-sum"),
        (
            made["TableName"],
            made["ItemCount"],
            made["LocalSecondaryIndexes"][0]["IndexName"],
            made["GlobalSecondaryIndexes"][0]["IndexName"],
        ),
    )
    db.get_waiter("table_exists").wait(TableName=table)
    found = db.describe_table(TableName=table)["Table"]
    s.gives(
        "DynamoDB: the table is active", ("ACTIVE", wanted["KeySchema"]), (found["TableStatus"], found["KeySchema"])
    )
    s.refuses("DynamoDB: the table again", "ResourceInUseException", db.create_table, **wanted)
    s.refuses(
        "DynamoDB: a table with a key that is not defined",
        "ValidationException",
        db.create_table,
        **{**small("t-" + s.run_id), "KeySchema": key("other")},
    )
    changes(s, db, table)
    time_to_live(s, db, table)
    names = [f"page-{s.run_id}-{n}" for n in range(5)]
    for name in names:
        mode = db.create_table(**small(name))["TableDescription"]["BillingModeSummary"]["BillingMode"]
        s.gives("DynamoDB: a table on demand", "PAY_PER_REQUEST", mode)
    page = db.list_tables(ExclusiveStartTableName=names[0], Limit=2)
    s.gives(
        "DynamoDB: a page of tables", (names[1:3], names[2]), (page["TableNames"], page.get("LastEvaluatedTableName"))
    )
    pages = db.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 2})
    s.gives("DynamoDB: tables page by page", sorted([table, *names]), [name for p in pages for name in p["TableNames"]])
    for name in [table, *names]:
        s.gives("DynamoDB: a table is deleted", name, db.delete_table(TableName=name)["TableDescription"]["TableName"])
    db.get_waiter("table_not_exists").wait(TableName=table)
    s.refuses("DynamoDB: a deleted table", "ResourceNotFoundException", db.describe_table, TableName=table)
    refused(s)


def refused(s):
    s.refuses("DynamoDB: a wrong secret", "InvalidSignatureException", s.client("dynamodb", secret="wrong").list_tables)
    s.refuses(
        "DynamoDB: an unknown key id",
        "UnrecognizedClientException",
        s.client("dynamodb", key_id="AKIDUNKNOWN0000000").list_tables,
    )
    s.refuses(
        "DynamoDB: another region", "InvalidSignatureException", s.client("dynamodb", region="eu-north-1").list_tables
    )
    body = s.client("dynamodb").list_tables()
    s.check("DynamoDB: the request id has 52 letters", len(body["ResponseMetadata"]["RequestId"]) == 52)
    s.check("DynamoDB: the answer has its CRC-32", "x-amz-crc32" in body["ResponseMetadata"]["HTTPHeaders"])
