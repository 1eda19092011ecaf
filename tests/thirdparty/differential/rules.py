"""The differences between dynalite and dynoxx-local that are known, each with who is right by AWS's documentation."""

import json
import re

WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")
VALIDATION = "com.amazon.coral.validate#ValidationException"


class Rule:
    """A known difference: `holds` is asked with a difference at one of the places named."""

    def __init__(self, name, reason, where, holds):
        self.name = name
        self.reason = reason
        self.where = where.split()
        self.holds = holds
        self.count = 0

    def explains(self, difference):
        return difference.where in self.where and bool(self.holds(difference))


def expressions_of(difference):
    request = difference.request
    parts = [request, *request["RequestItems"].values()] if isinstance(request.get("RequestItems"), dict) else [request]
    return " ".join(
        str(text)
        for part in parts
        if isinstance(part, dict)
        for name, text in part.items()
        if name.endswith("Expression")
    )


def table_name(difference):
    name = difference.request.get("TableName")
    return name if isinstance(name, str) else ""


def ours_say(*phrases):
    return lambda d: d.ours.kind == VALIDATION and any(phrase in d.ours.text for phrase in phrases)


def equal_without(d, *names):
    """Gives whether the answers are equal but for members of these names, at any depth."""

    def without(body):
        return json.loads(
            json.dumps(body), object_hook=lambda o: {name: value for name, value in o.items() if name not in names}
        )

    return without(d.theirs.body) == without(d.ours.body)


def reads_local_index(d):
    return d.operation in ("Query", "Scan") and d.request.get("IndexName") == "local"


# A comparison of two places of an item, or of sizes.
COMPARED_PLACES = re.compile(r"(size\([^)]*\)|[#\w.\[\]]+) *(=|<>|<|<=|>|>=) *(size\([^)]*\)|[#\w.\[\]]+)")

# Pairs of phrases of dynalite and dynoxx-local that were seen on requests with both mistakes.
TWO_MISTAKES = {
    ("invalid for update", "significant digits"),
    ("Type mismatch for Index Key", "does not exist in the item"),
    ("operand type", "must be distinct"),
    ("contains duplicates", "Too many items requested"),
    ("incorrect data type", "significant digits"),
    ("Type mismatch for Index Key", "invalid for update"),
    ("does not match the schema", "Key attributes must be scalars"),
    ("upper bound to be greater than or equal to lower bound", "is not defined"),
    ("operand type", "is not defined"),
    ("incorrect data type", "does not exist in the item"),
    ("does not exist in the item", "significant digits"),
    ("Type mismatch for Index Key", "incorrect data type"),
    ("Start of structure or map", "Unrecognized collection type"),
    ("Start of structure or map", "cannot be converted"),
    ("Type mismatch for Index Key", "significant digits"),
    ("NonKeyAttributes is specified", "Duplicate index name"),
    ("Syntax error", "reserved keyword"),
    ("Syntax error", "is not defined"),
    ("Syntax error", "upper bound to be greater than or equal to lower bound"),
}

RULES = [
    Rule(
        "crash",
        "dynalite throws on a path to nothing inside a comparison and ends the connection",
        "status",
        lambda d: d.theirs.status == 0,
    ),
    Rule(
        "table names",
        "dynalite demands 3 characters, with an error of its own; the API reference says 1 to 1024 (a name or an ARN)",
        "kind phrase",
        lambda d: not 3 <= len(table_name(d)) <= 255
        and (d.theirs.phrase == "at most 255 characters" or "'tableName'" in d.theirs.text),
    ),
    Rule(
        "active at once",
        "dynoxx-local makes, changes and deletes tables at once, as its guide says; AWS answers CREATING, UPDATING or "
        "DELETING first",
        "body",
        lambda d: d.operation in ("CreateTable", "UpdateTable", "DeleteTable")
        and equal_without(d, "TableStatus", "IndexStatus"),
    ),
    Rule(
        "indexes of a deleted table",
        "dynalite leaves its global indexes out; the API reference: DeleteTable gives the properties of the table",
        "body",
        lambda d: d.operation == "DeleteTable"
        and equal_without(d, "TableStatus", "IndexStatus", "GlobalSecondaryIndexes"),
    ),
    Rule(
        "text of ResourceInUse",
        "dynalite has no text; AWS says which table",
        "phrase",
        lambda d: d.ours.kind.endswith("#ResourceInUseException") and not d.theirs.text,
    ),
    Rule(
        "types of operands",
        "dynalite does not check the types of values that are compared; DynamoDB does, when it reads the expression",
        "status kind phrase",
        ours_say("operand type"),
    ),
    Rule(
        "comparison with nothing",
        "dynalite takes the size of nothing, or nothing, for equal to nothing; the guide: a comparison with a missing "
        "attribute is false",
        "status kind body",
        lambda d: COMPARED_PLACES.search(expressions_of(d)) and d.ours.kind != VALIDATION,
    ),
    Rule(
        "NOT NOT",
        "dynalite's grammar has no NOT of a NOT; the guide: condition ::= NOT condition",
        "status kind phrase",
        lambda d: re.search(r"\bNOT\s+NOT\b", expressions_of(d)) and d.theirs.phrase == "Syntax error",
    ),
    Rule(
        "paths into keys",
        "dynalite does not look at the conditions of writes; key attributes are scalars, as the guide says of keys",
        "status kind phrase",
        lambda d: d.operation in ("PutItem", "UpdateItem", "DeleteItem")
        and d.ours.phrase == "Key attributes must be scalars",
    ),
    Rule(
        "DeleteItem's ReturnValues",
        "dynalite takes any; the API reference of DeleteItem: the valid values are NONE and ALL_OLD",
        "status kind phrase",
        lambda d: d.operation == "DeleteItem" and d.ours.phrase == "ReturnValues can only be",
    ),
    Rule(
        "Select and projections",
        "dynalite ignores Select beside a ProjectionExpression; the API reference: it can then only be "
        "SPECIFIC_ATTRIBUTES, which needs one",
        "status phrase",
        ours_say("Cannot specify the AttributesToGet", "Must specify the AttributesToGet"),
    ),
    Rule(
        "ALL_PROJECTED_ATTRIBUTES",
        "dynalite takes it without an index; the API reference: allowed only when an index is queried",
        "status phrase",
        ours_say("ALL_PROJECTED_ATTRIBUTES can be used only"),
    ),
    Rule(
        "what an index projects",
        "dynalite gives nothing for it; the guide of global secondary indexes: only attributes that are projected can "
        "be requested",
        "status phrase",
        ours_say("does not project"),
    ),
    Rule(
        "INCLUDE of nothing",
        "dynalite takes INCLUDE without NonKeyAttributes; the API reference: INCLUDE is for the list in "
        "NonKeyAttributes",
        "status kind phrase",
        ours_say("ProjectionType is INCLUDE"),
    ),
    Rule(
        "TotalSegments",
        "dynalite has no upper bound; the API reference of Scan: at most 1000000",
        "status phrase",
        lambda d: d.ours.phrase == "failed to satisfy constraint" and "'totalSegments'" in d.ours.text,
    ),
    Rule(
        "capacity of nothing",
        "dynalite counts no unit for a page of nothing; the guide: a read consumes the least unit even if it finds "
        "nothing",
        "body",
        lambda d: d.operation in ("Query", "Scan")
        and d.theirs.body.get("Count") == 0
        and equal_without(d, "ConsumedCapacity"),
    ),
    Rule(
        "nothing updated",
        "dynalite gives empty Attributes for UPDATED_NEW if nothing is left; the API reference: only the updated "
        "attributes as they are afterwards",
        "body",
        lambda d: d.operation == "UpdateItem"
        and d.theirs.body.get("Attributes") == {}
        and "Attributes" not in d.ours.body,
    ),
    Rule(
        "indexes that are not there",
        "dynalite ignores changes of an index beside a billing mode; the API reference: the index must exist",
        "status",
        lambda d: d.operation == "UpdateTable"
        and d.request.get("GlobalSecondaryIndexUpdates")
        and d.ours.kind.endswith("#ResourceNotFoundException"),
    ),
    Rule(
        "capacity of indexes",
        "dynalite leaves out the units that writes to indexes use; the API reference: CapacityUnits is the total of "
        "table and indexes",
        "body",
        lambda d: d.operation in WRITES and "ranged" in json.dumps(d.request) and equal_without(d, "ConsumedCapacity"),
    ),
    Rule(
        "Scan's ConsistentRead",
        "dynalite does not know it; the API reference: a Boolean, not for global secondary indexes, and of twice the "
        "capacity",
        "status phrase body",
        lambda d: d.operation == "Scan"
        and "ConsistentRead" in d.request
        and (
            d.ours.phrase in ("Consistent reads are not supported", "cannot be converted")
            or equal_without(d, "ConsumedCapacity")
        ),
    ),
    Rule(
        "numbers that are computed",
        "dynalite computes without bounds; the guide: numbers have up to 38 digits of precision",
        "status kind",
        ours_say("significant digits", "Number overflow", "Number underflow"),
    ),
    Rule(
        "unused attributes",
        "dynalite counts them only in tables without indexes; the guide: only key attributes of the table and its "
        "indexes are defined",
        "status kind phrase",
        ours_say("AttributeDefinitions are not used"),
    ),
    Rule(
        "order of equal keys",
        "two items with the same key of an index: AWS documents no order among them",
        "body",
        lambda d: d.operation == "Query"
        and "IndexName" in d.request
        and (
            "Limit" in d.request or sorted(map(repr, d.theirs.body["Items"])) == sorted(map(repr, d.ours.body["Items"]))
        ),
    ),
    Rule(
        "attributes defined twice",
        "dynalite does not look for them; the guide: each attribute is defined once",
        "status kind phrase",
        lambda d: d.operation == "CreateTable" and d.ours.phrase == "Duplicate AttributeName",
    ),
    Rule(
        "starting keys",
        "both refuse a starting key that does not fit; AWS documents no text",
        "phrase",
        lambda d: "ExclusiveStartKey" in d.request and "starting key" in (d.theirs.phrase, d.ours.phrase),
    ),
    Rule(
        "a lone #",
        "dynalite's grammar takes it for a name; the guide: # and one or more alphanumeric characters",
        "phrase",
        lambda d: re.search(r"#(\W|$)", expressions_of(d))
        and (d.theirs.phrase, d.ours.phrase) == ("is not defined", "Syntax error"),
    ),
    Rule(
        "IN and itself",
        "dynalite looks at the operands of comparisons only; DynamoDB: the first operand must be distinct from the "
        "remaining ones",
        "status kind phrase",
        lambda d: d.ours.phrase == "must be distinct" and " IN " in expressions_of(d),
    ),
    Rule(
        "IN and nothing",
        "dynalite stops at a missing attribute of the list; the guide: true if the operand is equal to any value of "
        "the list",
        "status kind body",
        lambda d: " IN " in expressions_of(d) and d.ours.kind != VALIDATION,
    ),
    Rule(
        "fetches of a local index",
        "dynalite gives what the index projects; the guide of local secondary indexes: other attributes are fetched "
        "from the table",
        "body",
        lambda d: reads_local_index(d) and "ProjectionExpression" in d.request,
    ),
    Rule(
        "empty keys",
        "dynalite takes empty key values; the API reference: key attributes of type String and Binary must be longer "
        "than zero",
        "status kind phrase",
        ours_say("empty string value", "empty binary value"),
    ),
    Rule(
        "null in maps",
        "dynalite drops members that are null; DynamoDB: Member must not be null",
        "status kind phrase",
        lambda d: "Value null at" in d.ours.text,
    ),
    Rule(
        "empty names",
        "both refuse an empty attribute name; AWS documents no text",
        "phrase",
        ours_say("Attribute name must have a length"),
    ),
    Rule(
        "throughput of new indexes",
        "dynalite demands it always; the API reference of CreateGlobalSecondaryIndexAction: not required",
        "status phrase",
        lambda d: "create.provisionedThroughput" in d.theirs.text,
    ),
    Rule(
        "ConditionalOperator OR",
        "dynalite stops at the first condition that is false; the API reference: OR if at least one of the conditions "
        "is true",
        "status kind body",
        lambda d: d.request.get("ConditionalOperator") == "OR" and d.ours.kind != VALIDATION,
    ),
    Rule(
        "ConditionalOperator of one condition",
        "dynalite takes it beside Expected; DynamoDB: only if there are two or more conditions",
        "status kind phrase",
        ours_say("ConditionalOperator can only be used"),
    ),
    Rule(
        "types of ComparisonOperator",
        "dynalite checks some operators only; the API reference of Condition names the types that each one takes",
        "status kind phrase",
        ours_say("AttributeValue type"),
    ),
    Rule(
        "AttributeUpdates",
        "dynalite is right: types that do not fit are refused in words of their own, those of index keys before the "
        "condition",
        "kind phrase",
        lambda d: "AttributeUpdates" in d.request
        and d.theirs.phrase in ("Type mismatch for attribute to update", "Type mismatch for Index Key"),
    ),
    Rule(
        "batches of nothing",
        "both refuse them; dynalite in the words of an older AWS",
        "phrase",
        ours_say("The requestItems parameter is required"),
    ),
    Rule(
        "an expression of blanks",
        "both refuse it; AWS documents no text",
        "phrase",
        lambda d: {d.theirs.phrase, d.ours.phrase} == {"Syntax error", "can not be empty"},
    ),
    Rule(
        "lists of maps",
        "both say that the type is wrong; dynalite in the words of an old class of Java",
        "phrase",
        lambda d: "ParameterizedTypeImpl" in d.theirs.text,
    ),
    Rule(
        "two mistakes",
        "both refuse a request with more than one mistake; AWS documents no order among them",
        "phrase",
        lambda d: (d.theirs.phrase, d.ours.phrase) in TWO_MISTAKES,
    ),
]


def explain(difference):
    """Gives the first rule that explains a difference, or nothing."""
    for rule in RULES:
        if rule.explains(difference):
            rule.count += 1
            return rule
    return None
