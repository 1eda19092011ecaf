"""DynamoDB by PartiQL: single statements, batches and transactions."""

from tables import attributes, key


def single(s, db, name):
    def run(statement, *parameters, **more):
        given = {"Parameters": list(parameters)} if parameters else {}
        return db.execute_statement(Statement=statement, **given, **more)

    for n in range(1, 6):
        done = run(f"INSERT INTO \"{name}\" VALUE {{'pk': 'a', 'sk': ?, 'n': {n}}}", {"N": str(n)})
        s.gives("DynamoDB: INSERT", [], done["Items"])
    insert = f"INSERT INTO \"{name}\" VALUE {{'pk': 'a', 'sk': 1}}"
    s.refuses("DynamoDB: INSERT twice", "DuplicateItemException", run, "Duplicate primary key", statement=insert)
    one = run(f'SELECT * FROM "{name}" WHERE pk = ? AND sk = ?', {"S": "a"}, {"N": "1"})["Items"]
    s.gives("DynamoDB: SELECT by key", [{"pk": {"S": "a"}, "sk": {"N": "1"}, "n": {"N": "1"}}], one)
    some = run(f"SELECT n FROM \"{name}\" WHERE pk = 'a' AND sk BETWEEN 2 AND 4")["Items"]
    s.gives("DynamoDB: SELECT of a range", ["2", "3", "4"], [item["n"]["N"] for item in some])
    page = run(f"SELECT * FROM \"{name}\" WHERE pk = 'a'", Limit=3)
    rest = run(f"SELECT * FROM \"{name}\" WHERE pk = 'a'", Limit=3, NextToken=page["NextToken"])
    s.gives("DynamoDB: SELECT page by page", (3, 2), (len(page["Items"]), len(rest["Items"])))
    changed = run(f"UPDATE \"{name}\" SET n = n + 10 WHERE pk = 'a' AND sk = 1 RETURNING ALL NEW *")["Items"]
    s.gives("DynamoDB: UPDATE", ["11"], [item["n"]["N"] for item in changed])
    update = f"UPDATE \"{name}\" SET n = 1 WHERE pk = 'a'"
    missing = update + " AND sk = 9"
    s.refuses("DynamoDB: UPDATE of a missing item", "ConditionalCheckFailedException", run, statement=missing)
    s.refuses("DynamoDB: UPDATE without the whole key", "ValidationException", run, statement=update)
    gone = run(f"DELETE FROM \"{name}\" WHERE pk = 'a' AND sk = 1 RETURNING ALL OLD *")["Items"]
    s.gives("DynamoDB: DELETE", ["11"], [item["n"]["N"] for item in gone])
    s.refuses("DynamoDB: a statement that is none", "ValidationException", run, statement=f'SELEC * FROM "{name}"')
    s.refuses(
        "DynamoDB: SELECT from a missing table", "ResourceNotFoundException", run, statement="SELECT * FROM nowhere"
    )


def several(s, db, name):
    def batch(*statements):
        return db.batch_execute_statement(Statements=[{"Statement": text} for text in statements])["Responses"]

    def transaction(*statements):
        return db.execute_transaction(TransactStatements=[{"Statement": text} for text in statements])

    def select(n):
        return f"SELECT * FROM \"{name}\" WHERE pk = 'a' AND sk = {n}"

    def insert(n):
        return f"INSERT INTO \"{name}\" VALUE {{'pk': 'a', 'sk': {n}}}"

    s.gives("DynamoDB: a batch of SELECT", [True, False], ["Item" in answer for answer in batch(select(2), select(9))])
    codes = [answer.get("Error", {}).get("Code") for answer in batch(insert(6), insert(2))]
    s.gives("DynamoDB: a batch of INSERT, one of which fails", [None, "DuplicateItem"], codes)
    transaction(insert(7), f"DELETE FROM \"{name}\" WHERE pk = 'a' AND sk = 6")
    read = transaction(select(6), select(7))["Responses"]
    s.gives("DynamoDB: transactions of statements", [False, True], ["Item" in answer for answer in read])
    refused = s.refuses(
        "DynamoDB: a transaction of statements that fails",
        "TransactionCanceledException",
        lambda: transaction(insert(8), insert(7)),
    )
    codes = [reason["Code"] for reason in refused.get("CancellationReasons", [])]
    s.gives("DynamoDB: its reasons", ["None", "DuplicateItem"], codes)
    s.gives("DynamoDB: it wrote nothing", [False], ["Item" in answer for answer in batch(select(8))])


def statements(s):
    db = s.client("dynamodb")
    table = "statements-" + s.run_id
    db.create_table(
        TableName=table,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=key("pk", "sk"),
        AttributeDefinitions=attributes(pk="S", sk="N"),
    )
    single(s, db, table)
    several(s, db, table)
    deleted = db.delete_table(TableName=table)["TableDescription"]["TableName"]
    s.gives("DynamoDB: the table of statements is deleted", table, deleted)
