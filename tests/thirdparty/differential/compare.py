"""Brings two answers into one form and says where they differ."""

import re

# What differs from server to server and from time to time. dynalite does not know DeletionProtectionEnabled, which is
# newer than it is, and gives TableThroughputModeSummary, which was never documented.
VOLATILE = (
    "TableId",
    "CreationDateTime",
    "CreationRequestDateTime",
    "LastUpdateToPayPerRequestDateTime",
    "ItemCount",
    "IndexSizeBytes",
    "TableSizeBytes",
    "DeletionProtectionEnabled",
    "TableThroughputModeSummary",
)

# The phrases by which a client tells errors apart; the rest of a text has changed with time and differs by region.
PHRASES = (
    "can not be empty",
    "reserved keyword",
    "Syntax error",
    "redundant parentheses",
    "is not defined",
    "unused in expressions",
    "can only be specified when using expressions",
    "can only be used once",
    "Invalid function name",
    "Invalid attribute type name",
    "function is not allowed",
    "Incorrect number of operands",
    "must be distinct",
    "overlap",
    "conflict with each other",
    "operand type",
    "operator or function",
    "upper bound to be greater than or equal to lower bound",
    "must only contain one condition per key",
    "missed key schema element",
    "key condition not supported",
    "does not match schema type",
    "Filter Expression can only contain non-primary",
    "starting key",
    "cannot be restarted",
    "Type mismatch for Index Key",
    "Type mismatch for key",
    "Missing the key",
    "does not match the schema",
    "empty string value",
    "empty binary value",
    "Key attributes must be scalars",
    "part of the key",
    "invalid for update",
    "does not exist in the item",
    "incorrect data type",
    "may not be empty",
    "should not be empty",
    "contains duplicates",
    "more than one datatypes",
    "is empty, must contain exactly one",
    "must have the value of true",
    "numeric value",
    "significant digits",
    "Number overflow",
    "Number underflow",
    "does not have the specified index",
    "Consistent reads are not supported",
    "Select type",
    "ReturnValues can only be",
    "at most 255 characters",
    "failed to satisfy constraint",
    "Duplicate AttributeName",
    "Number of attributes in KeySchema",
    "does not have a range key for index",
    "NonKeyAttributes is specified",
    "NonKeyAttributes is not specified",
    "index key attributes are not defined",
    "Duplicate index name",
    "Too many items requested",
    "AttributeDefinitions are not used",
    "must not be null",
    "is required but was not present",
    "must not be empty",
    "cannot be converted",
    "Start of structure or map",
    "Unrecognized collection type",
    "Unexpected field type",
    "Unexpected value type",
    "base-64",
    "Base64",
)


def phrase_of(text):
    """Gives the phrase of a text that a client could rely on; if none is known, the text but for its beginning."""
    text = text.removeprefix("1 validation error detected: ")
    return next((phrase for phrase in PHRASES if phrase.lower() in text.lower()), text)


def _sort_key(value):
    return repr(value)


def normal(value, name=""):
    """Gives the value without what may differ: sets in order, no dates and sizes, no account."""
    if isinstance(value, dict):
        return {key: normal(child, key) for key, child in sorted(value.items()) if key not in VOLATILE}
    if isinstance(value, list):
        children = [normal(child) for child in value]
        sets = (
            "SS",
            "NS",
            "BS",
            "LocalSecondaryIndexes",
            "GlobalSecondaryIndexes",
            "AttributeDefinitions",
            "NonKeyAttributes",
        )
        return sorted(children, key=_sort_key) if name in sets else children
    if isinstance(value, str) and value.startswith("arn:"):
        return re.sub(r":\d{12}:", ":000000000000:", value)
    return value


class Answer:
    """The answer of a server: status, kind of error, text, and what it holds."""

    def __init__(self, operation, request, status, body):
        body = body if isinstance(body, dict) else {"body": body}
        self.status = status
        self.kind = body.pop("__type", "")
        lower, upper = body.pop("message", None), body.pop("Message", None)
        self.text = lower or upper or ""
        self.phrase = phrase_of(self.text)
        self.body = normal(body)
        if operation == "Scan" and "Count" in self.body:
            self._scanned(request)
        if operation == "BatchGetItem" and isinstance(self.body.get("Responses"), dict):
            for items in self.body["Responses"].values():
                items.sort(key=_sort_key)
        if isinstance(self.body.get("ConsumedCapacity"), list):
            self.body["ConsumedCapacity"].sort(key=_sort_key)

    def _scanned(self, request):
        """The order of a scan is that of a hash that only AWS knows: of a part, only the numbers can be compared."""
        self.body.get("Items", []).sort(key=_sort_key)
        if "TotalSegments" in request:
            self.body = {}
        elif "Limit" in request:
            last = sorted(self.body.get("LastEvaluatedKey", {}))
            self.body = {"ScannedCount": self.body["ScannedCount"], "LastEvaluatedKey": last}

    def show(self):
        return f"{self.status} {self.kind} {self.text} {self.body or ''}"


class Difference:
    """Where two answers to one request differ: `status`, `kind`, `phrase` or `body`, the first that does."""

    def __init__(self, operation, request, theirs, ours):
        self.operation = operation
        self.request = request
        self.theirs = theirs
        self.ours = ours
        self.where = next(
            (name for name in ("status", "kind", "phrase", "body") if getattr(theirs, name) != getattr(ours, name)),
            None,
        )

    def has_other_text(self):
        return self.where is None and self.theirs.text != self.ours.text

    def is_lasting(self):
        """Gives whether the servers may hold different things now."""
        return self.theirs.status != self.ours.status or self.theirs.body.get("After") != self.ours.body.get("After")
