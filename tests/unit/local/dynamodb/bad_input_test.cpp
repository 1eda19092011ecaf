#include "local/dynamodb/json.hpp"
#include "local_table.hpp"

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace dynoxx::local::dynamodb {
namespace {

constexpr int mutations_of_each = 150;

struct Request {
    std::string operation;
    std::string body;
};

/// At least one valid request of every operation; each is sent to a LocalTable of its own.
const std::vector<Request> requests = {
    {"PutItem", R"json({"TableName":"songs","Item":{"pk":{"S":"a"},"sk":{"N":"1.5e3"},"g":{"S":"x"},"b":{"B":"AQID"},
        "ns":{"NS":["1","2"]},"ss":{"SS":["a","b"]},"bs":{"BS":["AQ==","Ag=="]},"flag":{"BOOL":true},"nul":{"NULL":true},
        "m":{"M":{"l":{"L":[{"S":"x"},{"M":{"y":{"N":"1"}}}]}}}},"ConditionExpression":"attribute_not_exists(#p) OR n < :v",
        "ExpressionAttributeNames":{"#p":"pk"},"ExpressionAttributeValues":{":v":{"N":"5"}},"ReturnValues":"ALL_OLD",
        "ReturnConsumedCapacity":"INDEXES","ReturnItemCollectionMetrics":"SIZE",
        "ReturnValuesOnConditionCheckFailure":"ALL_OLD"})json"},
    {"GetItem", R"json({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"ConsistentRead":true,
        "ProjectionExpression":"pk, #m.l[0], m.l[1].y","ExpressionAttributeNames":{"#m":"m"},
        "ReturnConsumedCapacity":"TOTAL"})json"},
    {"UpdateItem", R"json({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},
        "UpdateExpression":"SET n = if_not_exists(n, :v) + :v, #l = list_append(if_not_exists(#l, :e), :e) REMOVE x, m.l[0] ADD c :v, ss :s DELETE st :s",
        "ConditionExpression":"(size(pk) >= :v AND NOT contains(ss, :t)) OR n BETWEEN :v AND :v OR n IN (:v, :t)",
        "ExpressionAttributeNames":{"#l":"list"},"ExpressionAttributeValues":{":v":{"N":"1"},":e":{"L":[{"S":"x"}]},
            ":s":{"SS":["a"]},":t":{"S":"t"}},"ReturnValues":"UPDATED_NEW"})json"},
    {"DeleteItem", R"json({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},
        "ConditionExpression":"attribute_type(n, :t) AND begins_with(pk, :p)",
        "ExpressionAttributeValues":{":t":{"S":"N"},":p":{"S":"a"}},"ReturnValues":"ALL_OLD"})json"},
    {"Query", R"json({"TableName":"songs","IndexName":"by_g","KeyConditionExpression":"g = :g AND sk BETWEEN :a AND :b",
        "FilterExpression":"#n <> :a AND attribute_exists(m.l[0])","ExpressionAttributeNames":{"#n":"n"},
        "ExpressionAttributeValues":{":g":{"S":"x"},":a":{"N":"0"},":b":{"N":"9"}},"Limit":5,"ScanIndexForward":false,
        "Select":"ALL_ATTRIBUTES","ReturnConsumedCapacity":"INDEXES",
        "ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":"x"}}})json"},
    {"Scan", R"json({"TableName":"songs","FilterExpression":"n = :n","ExpressionAttributeValues":{":n":{"N":"5"}},
        "ProjectionExpression":"pk, n","Limit":2,"TotalSegments":4,"Segment":1,"ConsistentRead":false})json"},
    {"BatchGetItem",
     R"json({"RequestItems":{"songs":{"Keys":[{"pk":{"S":"a"},"sk":{"N":"1"}},{"pk":{"S":"a"},"sk":{"N":"2"}}],
        "ConsistentRead":true,"ProjectionExpression":"pk, #n","ExpressionAttributeNames":{"#n":"n"}},
        "plain":{"Keys":[{"id":{"S":"i"}}]}},"ReturnConsumedCapacity":"TOTAL"})json"},
    {"BatchWriteItem", R"json({"RequestItems":{"songs":[{"PutRequest":{"Item":{"pk":{"S":"b"},"sk":{"N":"1"}}}},
        {"DeleteRequest":{"Key":{"pk":{"S":"a"},"sk":{"N":"1"}}}}],"plain":[{"PutRequest":{"Item":{"id":{"S":"i"}}}}]},
        "ReturnItemCollectionMetrics":"SIZE"})json"},
    {"TransactWriteItems", R"json({"TransactItems":[{"Put":{"TableName":"plain","Item":{"id":{"S":"i"}},
        "ConditionExpression":"attribute_not_exists(id)"}},{"Update":{"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},
        "UpdateExpression":"SET n = n - :v","ExpressionAttributeValues":{":v":{"N":"1"}}}},
        {"Delete":{"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"2"}}}},{"ConditionCheck":{"TableName":"plain",
        "Key":{"id":{"S":"j"}},"ConditionExpression":"attribute_not_exists(#i)","ExpressionAttributeNames":{"#i":"id"},
        "ReturnValuesOnConditionCheckFailure":"ALL_OLD"}}],"ClientRequestToken":"t","ReturnConsumedCapacity":"INDEXES"})json"},
    {"TransactGetItems", R"json({"TransactItems":[{"Get":{"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},
        "ProjectionExpression":"#n","ExpressionAttributeNames":{"#n":"n"}}},{"Get":{"TableName":"plain",
        "Key":{"id":{"S":"i"}}}}],"ReturnConsumedCapacity":"TOTAL"})json"},
    {"CreateTable",
     R"json({"TableName":"new","BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,
        "WriteCapacityUnits":2},"AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"s",
        "AttributeType":"B"},{"AttributeName":"g","AttributeType":"N"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"},
        {"AttributeName":"s","KeyType":"RANGE"}],"GlobalSecondaryIndexes":[{"IndexName":"by_g","KeySchema":[
        {"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]},
        "ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}],"LocalSecondaryIndexes":[{"IndexName":"loc",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"g","KeyType":"RANGE"}],
        "Projection":{"ProjectionType":"ALL"}}],"TableClass":"STANDARD","DeletionProtectionEnabled":true,
        "Tags":[{"Key":"k","Value":"v"}]})json"},
    {"UpdateTable", R"json({"TableName":"songs","AttributeDefinitions":[{"AttributeName":"z","AttributeType":"S"}],
        "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"by_z","KeySchema":[{"AttributeName":"z","KeyType":"HASH"}],
        "Projection":{"ProjectionType":"KEYS_ONLY"}}}],"DeletionProtectionEnabled":false})json"},
    {"UpdateTable", R"json({"TableName":"songs","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"by_g"}}]})json"},
    {"UpdateTable",
     R"json({"TableName":"plain","BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":5,
        "WriteCapacityUnits":5},"TableClass":"STANDARD_INFREQUENT_ACCESS"})json"},
    {"DescribeTable", R"json({"TableName":"songs"})json"},
    {"DeleteTable", R"json({"TableName":"songs"})json"},
    {"ListTables", R"json({"ExclusiveStartTableName":"aaa","Limit":1})json"},
    {"UpdateTimeToLive",
     R"json({"TableName":"songs","TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}})json"},
    {"DescribeTimeToLive", R"json({"TableName":"songs"})json"},
    {"ExecuteStatement",
     R"json({"Statement":"SELECT pk, m.l[0] FROM \"songs\".\"by_g\" WHERE g = ? AND (sk > 1.5 OR sk IN [1, 2]) AND NOT contains(ss, 'x')",
        "Parameters":[{"S":"x"}],"Limit":1,"ReturnConsumedCapacity":"TOTAL"})json"},
    {"ExecuteStatement",
     R"json({"Statement":"INSERT INTO songs VALUE {'pk': 'i', 'sk': ?, 'li': [1, {'a': <<'x', 'y'>>}], 'n': null}",
        "Parameters":[{"N":"7"}]})json"},
    {"ExecuteStatement",
     R"json({"Statement":"UPDATE songs SET n = n + 1 SET ss = set_add(ss, <<'z'>>) REMOVE m.l[0] WHERE pk = 'a' AND sk = 1 AND n BETWEEN 0 AND 9 RETURNING ALL NEW *",
        "ReturnValuesOnConditionCheckFailure":"ALL_OLD"})json"},
    {"ExecuteStatement",
     R"json({"Statement":"DELETE FROM songs WHERE pk = 'a' AND sk = 1 AND m IS NOT MISSING RETURNING ALL OLD *"})json"},
    {"BatchExecuteStatement", R"json({"Statements":[{"Statement":"SELECT * FROM songs WHERE pk = ? AND sk = 1",
        "Parameters":[{"S":"a"}],"ConsistentRead":true},{"Statement":"SELECT * FROM plain WHERE id = 'i'"}]})json"},
    {"ExecuteTransaction",
     R"json({"TransactStatements":[{"Statement":"UPDATE songs SET n = 1 WHERE pk = 'a' AND sk = ?",
        "Parameters":[{"N":"1"}]},{"Statement":"EXISTS(SELECT * FROM songs WHERE pk = 'a' AND sk = 2 AND n = 1)"}],
        "ClientRequestToken":"t"})json"},
    {"TagResource", R"json({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/songs",
        "Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":""}]})json"},
    {"UntagResource",
     R"json({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/songs","TagKeys":["a"]})json"},
    {"ListTagsOfResource", R"json({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/songs"})json"},
};

void print_text(const std::string& text, std::string& out) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u00";
            out += c < 0x10 ? '0' : '1';
            out += "0123456789abcdef"[c & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

/// A value's text; a string that begins with 1 is JSON as it is, so that a mutation can put anything in.
void print(const Json& json, std::string& out) {
    switch (json.type) {
        case Json::Type::Null:
            out += "null";
            break;
        case Json::Type::Boolean:
            out += json.boolean ? "true" : "false";
            break;
        case Json::Type::Integer:
        case Json::Type::Decimal:
            out += json.text;
            break;
        case Json::Type::String:
            if (json.text.starts_with('\1')) {
                out += json.text.substr(1);
            } else {
                print_text(json.text, out);
            }
            break;
        default: {
            const bool is_object = json.type == Json::Type::Object;
            out += is_object ? '{' : '[';
            for (std::size_t i = 0; i < json.children.size(); ++i) {
                out += i == 0 ? "" : ",";
                if (is_object) {
                    print_text(json.children[i].name, out);
                    out += ':';
                }
                print(json.children[i], out);
            }
            out += is_object ? '}' : ']';
        }
    }
}

class Mutator {
 public:
    std::string mutate(const std::string& body) {
        Json json = parse_json(body);
        const std::size_t rounds = 1 + pick(3);
        for (std::size_t i = 0; i < rounds; ++i) {
            change_tree(json);
        }
        std::string text;
        print(json, text);
        if (pick(5) == 0) {
            change_bytes(text);
        }
        return text;
    }

 private:
    std::size_t pick(std::size_t count) { return random_() % count; }

    static void collect(Json& json, std::vector<Json*>& parents) {
        if (!json.children.empty()) {
            parents.push_back(&json);
        }
        for (Json& child : json.children) {
            collect(child, parents);
        }
    }

    void change_tree(Json& json) {
        std::vector<Json*> parents;
        collect(json, parents);
        if (parents.empty()) {
            return;
        }
        Json& parent = *parents[pick(parents.size())];
        const std::size_t at = pick(parent.children.size());
        Json& child = parent.children[at];
        switch (pick(8)) {
            case 0:
                parent.children.erase(parent.children.begin() + static_cast<std::ptrdiff_t>(at));
                break;
            case 1: {
                Json copy = child;
                parent.children.push_back(std::move(copy));
                break;
            }
            case 2:
                child.name = names_[pick(names_.size())];
                break;
            case 3:
            case 4:
                if (child.type == Json::Type::String) {
                    change_text(child.text);
                    break;
                }
                [[fallthrough]];
            default: {
                const std::string name = child.name;
                child = Json();
                child.type = Json::Type::String;
                child.name = name;
                child.text = '\1' + values_[pick(values_.size())];
            }
        }
    }

    /// Puts in or takes out a piece, as in an expression.
    void change_text(std::string& text) {
        const std::size_t at = pick(text.size() + 1);
        if (pick(3) == 0 && !text.empty()) {
            text.erase(at, 1 + pick(5));
        } else {
            text.insert(at, pieces_[pick(pieces_.size())]);
        }
    }

    void change_bytes(std::string& text) {
        switch (pick(3)) {
            case 0:
                text.resize(pick(text.size() + 1));
                break;
            case 1:
                text[pick(text.size())] = static_cast<char>(pick(256));
                break;
            default:
                text.insert(pick(text.size()), 1, static_cast<char>(0x80 + pick(128)));
        }
    }

    static std::string nested(std::string_view open, std::string_view inner, std::string_view close, int depth) {
        std::string text(inner);
        for (int i = 0; i < depth; ++i) {
            text = std::string(open) + text + std::string(close);
        }
        return text;
    }

    std::mt19937 random_{20261124};
    const std::vector<std::string> values_ = {"null",
                                              "true",
                                              "false",
                                              "0",
                                              "-1",
                                              "5",
                                              "1.5",
                                              "1e400",
                                              "-0.0",
                                              "99999999999999999999",
                                              "1e-7",
                                              "2147483648",
                                              "9223372036854775808",
                                              "\"\"",
                                              "\"x\"",
                                              "\"5\"",
                                              "\"NaN\"",
                                              R"("\u0000")",
                                              R"("\ud800")",
                                              R"("\u20ac\ud83d\ude00")",
                                              '"' + std::string(5000, 'x') + '"',
                                              "[]",
                                              "{}",
                                              "[[]]",
                                              "[null]",
                                              R"({"":null})",
                                              R"([{"S":"a"}])",
                                              R"({"S":"x"})",
                                              R"({"S":""})",
                                              R"({"N":"1e126"})",
                                              R"({"N":""})",
                                              R"({"N":"1e99999999999999999999"})",
                                              R"({"NS":["1","1.0"]})",
                                              R"({"NS":[]})",
                                              R"({"SS":[null]})",
                                              R"({"B":"!!!!"})",
                                              R"({"B":""})",
                                              R"({"BS":["AQ==","AQ=="]})",
                                              R"({"NULL":false})",
                                              R"({"S":"a","N":"1"})",
                                              R"({"M":{"":{"S":"x"}}})",
                                              R"({"L":[{}]})",
                                              R"({"BOOL":"maybe"})",
                                              R"({"x":1})",
                                              nested("[", "1", "]", 100),
                                              nested("[", "", "]", 3000),
                                              nested(R"({"M":{"a":)", R"({"S":"x"})", "}}", 40),
                                              nested(R"({"L":[)", R"({"N":"1"})", "]}", 300),
                                              nested(R"({"a":)", "1", "}", 1500)};
    const std::vector<std::string> pieces_ = {"(",
                                              ")",
                                              "((((",
                                              " AND ",
                                              " OR ",
                                              " NOT ",
                                              ":v",
                                              "#n",
                                              "[",
                                              "]",
                                              "[99999999999]",
                                              ".",
                                              ",",
                                              "'",
                                              "\"",
                                              "?",
                                              "<<",
                                              ">>",
                                              "{",
                                              "}",
                                              " SET ",
                                              " REMOVE ",
                                              " IN ",
                                              " BETWEEN ",
                                              "=",
                                              "<>",
                                              "--",
                                              "/*",
                                              "a",
                                              " ",
                                              "5",
                                              "1e999",
                                              "\x01",
                                              "\xc3\xa9",
                                              "size(",
                                              "begins_with(",
                                              "*",
                                              ";",
                                              std::string(5000, 'a'),
                                              std::string(500, '('),
                                              nested("NOT ", "", "", 300)};
    const std::vector<std::string> names_ = {"",   "x",         "S",     "N",         "M",   "pk",
                                             "id", "TableName", "Key",   "Statement", ":v",  "#n",
                                             ":",  "#",         "songs", "none",      "a;b", std::string(300, 'n')};
};

/// An answer of the service: what was asked for, or an error of the client in the right form.
void expect_answer(const Reply& reply) {
    ASSERT_TRUE(reply.status == 200 || reply.status == 400) << reply.status << ' ' << reply.body;
    const Json json = parse_json(reply.body);
    ASSERT_EQ(json.type, Json::Type::Object);
    if (reply.status == 400) {
        const std::string_view type = json.text_of("__type");
        ASSERT_TRUE(type.starts_with("com.amazon")) << type;
        ASSERT_TRUE(type.ends_with("Exception")) << type;
    }
}

TEST(BadInput, never_ends_in_an_error_of_the_server) {
    Mutator mutator;
    int good = 0;
    for (const Request& request : requests) {
        for (int i = 0; i < mutations_of_each; ++i) {
            LocalTable local;
            local.put("a", "1",
                      R"("g":{"S":"x"},"n":{"N":"5"},"ss":{"SS":["q"]},"m":{"M":{"l":{"L":[{"S":"0"},{"M":{}}]}}})");
            const std::string body = mutator.mutate(request.body);
            const Reply reply = local.engine.handle(request.operation, body);
            good += reply.status == 200 ? 1 : 0;
            expect_answer(reply);
            if (testing::Test::HasFatalFailure()) {
                FAIL() << request.operation << ' ' << body.substr(0, 2000);
            }
            local.ok("PutItem", R"({"TableName":"plain","Item":{"id":{"S":"still here"}}})");
        }
    }
    // Most mutations are refused, but not all: those that are not show that the tests reach the operations.
    EXPECT_GT(good, mutations_of_each);
}

TEST(BadInput, begins_with_requests_that_are_valid) {
    for (const Request& request : requests) {
        LocalTable local;
        local.put("a", "1",
                  R"("g":{"S":"x"},"n":{"N":"5"},"st":{"SS":["q"]},"m":{"M":{"l":{"L":[{"S":"0"},{"M":{}}]}}})");
        local.put("a", "2", R"("n":{"N":"1"})");
        local.ok(request.operation, request.body);
    }
}

}  // namespace
}  // namespace dynoxx::local::dynamodb
