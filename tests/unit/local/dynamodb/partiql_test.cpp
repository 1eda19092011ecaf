#include "local_table.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace dynoxx::local::dynamodb {
namespace {

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        result += c;
    }
    return result;
}

/// A request with a statement. @param more further JSON members with a leading comma; may be empty.
std::string statement(const std::string& text, const std::string& more = {}) {
    return R"({"Statement":")" + escaped(text) + '"' + more + '}';
}

class PartiQl : public testing::Test {
 protected:
    PartiQl() {
        table.put("a", "1", R"("g":{"S":"x"},"n":{"N":"5"},"m":{"M":{"in":{"L":[{"S":"zero"},{"S":"one"}]}}})");
        table.put("a", "2", R"("g":{"S":"x"},"ss":{"SS":["p","q"]})");
        table.put("a", "3", R"("l":{"S":"l3"},"x":{"S":"held"},"y":{"S":"not held"})");
        table.put("b", "1", R"("flag":{"BOOL":true},"nul":{"NULL":true},"b":{"B":"AQID"})");
    }

    std::string run(const std::string& text, const std::string& more = {}) {
        return table.ok("ExecuteStatement", statement(text, more));
    }

    std::string fail(const std::string& text, const std::string& more = {}) {
        return table.error("ExecuteStatement", statement(text, more));
    }

    /// How many items a condition on `songs` finds.
    int found(const std::string& where, const std::string& more = {}) {
        return count(run("SELECT pk, sk FROM songs WHERE " + where, more), R"("sk":)");
    }

    LocalTable table;
};

TEST_F(PartiQl, select_gives_the_items_that_meet_the_condition) {
    const std::vector<std::pair<std::string, int>> cases = {
        {"pk = 'a'", 3},
        {"'a' = pk", 3},
        {"pk = 'a' AND sk = 2", 1},
        {"pk = 'a' AND sk > 1", 2},
        {"pk = 'a' AND sk >= 1.0", 3},
        {"pk = 'a' AND sk < 2e0", 1},
        {"pk = 'a' AND sk <= 2", 2},
        {"pk = 'a' AND sk <> 2", 2},
        {"pk = 'a' AND sk != 2", 2},
        {"pk = 'a' AND sk BETWEEN 2 AND 3", 2},
        {"pk = 'a' AND sk IN [1, 3]", 2},
        {"pk = 'a' AND sk IN (1, 3, 9)", 2},
        {"pk = 'a' AND sk NOT IN [1, 3]", 1},
        {"pk IN ['a', 'b'] AND sk = 1", 2},
        {"pk = 'a' OR pk = 'b'", 4},
        {"NOT pk = 'a'", 1},
        {"(pk = 'a' OR pk = 'b') AND sk = 1", 2},
        {"begins_with(g, 'x')", 2},
        {"contains(ss, 'p')", 1},
        {"attribute_type(ss, 'SS')", 1},
        {"size(ss) = 2", 1},
        {"attribute_exists(m)", 1},
        {"attribute_not_exists(m) AND pk = 'a'", 2},
        {"attribute_exists(m) = true", 1},
        {"attribute_exists(m) = false AND pk = 'a'", 2},
        {"m IS MISSING", 3},
        {"m IS NOT MISSING", 1},
        {"nul IS NULL", 1},
        {"pk = 'b' AND nul IS NOT NULL", 0},
        {"flag IS BOOLEAN", 1},
        {"flag = true", 1},
        {"b IS BLOB", 1},
        {"nul = null", 1},
        {"m.\"in\"[1] = 'one'", 1},
        {"ss = <<'q', 'p'>>", 1},
        {"m = {'in': ['zero', 'one']}", 1},
        {"pk = 'a' -- and nothing else", 3},
        {"pk = 'a' /* and */ AND sk = 1;", 1},
    };
    for (const auto& [where, expected] : cases) {
        EXPECT_EQ(found(where), expected) << where;
    }
}

TEST_F(PartiQl, parameters_stand_for_values_in_their_order) {
    EXPECT_EQ(found("pk = ? AND sk = ?", R"(,"Parameters":[{"S":"a"},{"N":"1"}])"), 1);
    EXPECT_EQ(found("b = ?", R"(,"Parameters":[{"B":"AQID"}])"), 1);
    EXPECT_EQ(found("ss = ?", R"(,"Parameters":[{"SS":["q","p"]}])"), 1);
}

TEST_F(PartiQl, quotes_are_doubled_within_texts_and_names) {
    run(R"(INSERT INTO plain VALUE {'id': 'it''s', 'a"b': 1})");
    EXPECT_TRUE(has(run(R"(SELECT "a""b" FROM plain WHERE id = 'it''s')"), R"("a\"b":{"N":"1"})"));
}

TEST_F(PartiQl, columns_are_named_by_the_last_step_of_their_path) {
    EXPECT_TRUE(has(run(R"(SELECT m."in" FROM songs WHERE pk = 'a' AND sk = 1)"),
                    R"("Items":[{"in":{"L":[{"S":"zero"},{"S":"one"}]}}])"));
    EXPECT_TRUE(has(run(R"(SELECT n, m."in"[1] FROM songs WHERE pk = 'a' AND sk = 1)"),
                    R"("Items":[{"_2":{"S":"one"},"n":{"N":"5"}}])"));
}

TEST_F(PartiQl, order_by_the_sort_key_goes_both_ways) {
    EXPECT_TRUE(has(run("SELECT sk FROM songs WHERE pk = 'a' ORDER BY sk DESC"),
                    R"([{"sk":{"N":"3"}},{"sk":{"N":"2"}},{"sk":{"N":"1"}}])"));
    EXPECT_TRUE(has(run("SELECT sk FROM songs WHERE pk = 'a' ORDER BY sk ASC"),
                    R"([{"sk":{"N":"1"}},{"sk":{"N":"2"}},{"sk":{"N":"3"}}])"));
    EXPECT_TRUE(has(run("SELECT pk, sk FROM songs WHERE pk IN ['a', 'b'] ORDER BY pk DESC, sk DESC"),
                    R"([{"pk":{"S":"b"},"sk":{"N":"1"}},{"pk":{"S":"a"},"sk":{"N":"3"}})"));
}

TEST_F(PartiQl, only_the_partitions_that_are_demanded_are_read) {
    table.put("big", "1", R"("x":{"S":")" + std::string(9000, 'x') + "\"}");
    const auto units = [&](const std::string& where) {
        const std::string body = run("SELECT pk FROM songs WHERE " + where, R"(,"ReturnConsumedCapacity":"TOTAL")");
        return body.substr(body.find("CapacityUnits") + 15, 3);
    };
    EXPECT_EQ(units("pk = 'a' AND sk = 1"), "0.5");
    EXPECT_EQ(units("pk IN ['a', 'b', 'a']"), "0.5");
    EXPECT_EQ(units("pk = 'a' OR pk = 'b' AND sk = 1"), "0.5");
    EXPECT_EQ(units("pk = 'a' OR pk = 'big'"), "1.5");
    EXPECT_EQ(units("pk = 'a' OR sk = 1"), "1.5");
    EXPECT_EQ(found("pk = 'a' AND NOT sk = 1 OR pk = 'a' AND sk = 2"), 2);
}

TEST_F(PartiQl, pages_follow_one_another_by_next_token) {
    for (const std::string order : {"", " ORDER BY pk ASC, sk DESC"}) {
        const std::string text = "SELECT sk FROM songs WHERE pk IN ['a', 'b']" + order;
        int items = 0;
        int pages = 0;
        std::string more = R"(,"Limit":1)";
        for (;;) {
            const std::string page = run(text, more);
            items += count(page, R"("Items":[{"sk")");
            ++pages;
            const std::size_t at = page.find(R"("NextToken":")");
            if (at == std::string::npos) {
                break;
            }
            EXPECT_TRUE(has(page, R"("LastEvaluatedKey":{"pk")"));
            const std::size_t begin = at + 13;
            more = R"(,"Limit":1,"NextToken":")" + page.substr(begin, page.find('"', begin) - begin) + '"';
            ASSERT_LT(pages, 10);
        }
        EXPECT_EQ(items, 4);
        EXPECT_EQ(pages, 5);
    }
}

TEST_F(PartiQl, next_token_of_another_statement_is_refused) {
    const std::string page = run("SELECT * FROM songs", R"(,"Limit":1)");
    const std::size_t begin = page.find(R"("NextToken":")") + 13;
    const std::string token = page.substr(begin, page.find('"', begin) - begin);
    EXPECT_TRUE(has(fail("SELECT pk FROM songs", R"(,"NextToken":")" + token + '"'), "NextToken does not match"));
    EXPECT_TRUE(has(fail("SELECT * FROM songs", R"(,"NextToken":"abcd")"), "Invalid NextToken"));
}

TEST_F(PartiQl, indexes_are_read_by_a_second_name) {
    EXPECT_EQ(count(run(R"(SELECT * FROM "songs"."by_g" WHERE g = 'x')"), R"("sk":)"), 2);
    EXPECT_EQ(count(run(R"(SELECT * FROM songs.by_g WHERE g = 'x' AND sk = 2)"), R"("sk":)"), 1);
    EXPECT_EQ(count(run(R"(SELECT * FROM songs.by_g)"), R"("sk":)"), 2);
    EXPECT_FALSE(has(run(R"(SELECT * FROM songs.keys_by_g WHERE g = 'x')"), R"("ss")"));
    EXPECT_TRUE(has(run(R"(SELECT y FROM songs.by_l WHERE pk = 'a' AND l = 'l3')"), "not held"));
}

TEST_F(PartiQl, insert_stores_an_item_once) {
    EXPECT_EQ(
        run("INSERT INTO plain VALUE {'id': 'i', 'l': [1, 'two', true, null], 's': <<1, 2.0>>, 'm': {'a': -.5e1}}"),
        R"({"Items":[]})");
    EXPECT_TRUE(has(run("SELECT * FROM plain WHERE id = 'i'"),
                    R"("l":{"L":[{"N":"1"},{"S":"two"},{"BOOL":true},{"NULL":true}]},"m":{"M":{"a":{"N":"-5"}}},)"
                    R"("s":{"NS":["1","2"]})"));
    const std::string duplicate = fail("INSERT INTO plain VALUE {'id': 'i', 'l': 1}");
    EXPECT_TRUE(has(duplicate, "#DuplicateItemException"));
    EXPECT_TRUE(has(duplicate, "Duplicate primary key exists in table"));
    run("INSERT INTO plain VALUE {'id': 'i', 'l': 1} ON CONFLICT DO NOTHING");
    EXPECT_TRUE(has(run("SELECT l FROM plain WHERE id = 'i'"), R"("two")"));
    run("INSERT INTO plain VALUE ?", R"(,"Parameters":[{"M":{"id":{"S":"whole"}}}])");
    EXPECT_EQ(count(run("SELECT id FROM plain"), R"("id")"), 2);
}

TEST_F(PartiQl, update_changes_an_item_that_is_there) {
    EXPECT_EQ(run("UPDATE songs SET n = n + 1 SET t = 'new' REMOVE g WHERE pk = 'a' AND sk = 1"), R"({"Items":[]})");
    EXPECT_TRUE(
        has(run("SELECT n, t, g FROM songs WHERE pk = 'a' AND sk = 1"), R"([{"n":{"N":"6"},"t":{"S":"new"}}])"));
    run("UPDATE songs SET n = n-10, m.\"in\" = list_append(m.\"in\", ['two']) WHERE pk = 'a' AND sk = 1");
    EXPECT_TRUE(
        has(run("SELECT n, m FROM songs WHERE pk = 'a' AND sk = 1"), R"({"S":"one"},{"S":"two"}]}}},"n":{"N":"-4"})"));
    run("UPDATE songs SET ss = set_add(ss, <<'r'>>) WHERE pk = 'a' AND sk = 2");
    run("UPDATE songs SET ss = SET_DELETE(ss, <<'p', 'q'>>) WHERE pk = 'a' AND sk = 2");
    EXPECT_TRUE(has(run("SELECT ss FROM songs WHERE pk = 'a' AND sk = 2"), R"({"SS":["r"]})"));
    run("FROM songs WHERE pk = 'a' AND sk = 2 SET t = 1");
    EXPECT_EQ(found("t = 1"), 1);
}

TEST_F(PartiQl, update_of_an_item_that_is_missing_or_other_fails_its_condition) {
    for (const std::string where : {"pk = 'none' AND sk = 1", "pk = 'a' AND sk = 1 AND n = 6",
                                    "pk = 'a' AND sk = 1 AND attribute_not_exists(n)"}) {
        EXPECT_TRUE(has(fail("UPDATE songs SET n = 1 WHERE " + where), "#ConditionalCheckFailedException")) << where;
    }
    EXPECT_TRUE(has(fail("UPDATE songs SET n = 1 WHERE pk = 'a' AND sk = 1 AND n = 6",
                         R"(,"ReturnValuesOnConditionCheckFailure":"ALL_OLD")"),
                    R"("Item":{"g":)"));
    EXPECT_EQ(found("pk = 'none'"), 0);
}

TEST_F(PartiQl, returning_gives_the_item_before_or_after) {
    EXPECT_TRUE(has(run("UPDATE songs SET n = 6 WHERE pk = 'a' AND sk = 1 RETURNING MODIFIED OLD *"),
                    R"({"Items":[{"n":{"N":"5"}}]})"));
    EXPECT_TRUE(has(run("UPDATE songs SET n = 7 WHERE pk = 'a' AND sk = 1 RETURNING MODIFIED NEW *"),
                    R"({"Items":[{"n":{"N":"7"}}]})"));
    EXPECT_TRUE(has(run("UPDATE songs SET n = 8 WHERE pk = 'a' AND sk = 1 RETURNING ALL OLD *"), R"("n":{"N":"7"})"));
    EXPECT_TRUE(has(run("UPDATE songs SET n = 9 WHERE pk = 'a' AND sk = 1 RETURNING ALL NEW *"), R"("n":{"N":"9"})"));
    EXPECT_EQ(run("UPDATE songs REMOVE n WHERE pk = 'a' AND sk = 1 RETURNING MODIFIED NEW *"), R"({"Items":[]})");
    EXPECT_TRUE(has(run("DELETE FROM songs WHERE pk = 'b' AND sk = 1 RETURNING ALL OLD *"), R"("flag":{"BOOL":true})"));
}

TEST_F(PartiQl, delete_removes_an_item_and_minds_no_missing_one) {
    EXPECT_TRUE(has(fail("DELETE FROM songs WHERE pk = 'b' AND sk = 1 AND flag = false"), "#ConditionalCheckFailed"));
    EXPECT_EQ(run("DELETE FROM songs WHERE pk = 'b' AND sk = 1 AND flag = true"), R"({"Items":[]})");
    EXPECT_EQ(run("DELETE FROM songs WHERE pk = 'b' AND sk = 1"), R"({"Items":[]})");
    EXPECT_EQ(found("pk = 'b'"), 0);
}

TEST_F(PartiQl, capacity_is_that_of_the_reads_and_writes) {
    const std::string more = R"(,"ReturnConsumedCapacity":"INDEXES")";
    EXPECT_TRUE(has(run("SELECT * FROM songs WHERE pk = 'a'", more), R"("CapacityUnits":0.5,"Table")"));
    EXPECT_TRUE(has(run("SELECT * FROM songs WHERE pk = 'a'", more + R"(,"ConsistentRead":true)"),
                    R"("CapacityUnits":1.0,"Table")"));
    EXPECT_TRUE(has(run("SELECT * FROM songs.by_g WHERE g = 'x'", more), R"("by_g":{"CapacityUnits":0.5})"));
    EXPECT_TRUE(
        has(run("UPDATE songs SET g = 'y' WHERE pk = 'a' AND sk = 1", more), R"("by_g":{"CapacityUnits":2.0})"));
}

TEST_F(PartiQl, wrong_statements_are_refused_in_the_service_s_words) {
    const std::string malformed = "Statement wasn't well formed, can't be processed: ";
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"SLECT * FROM songs", malformed + "Expected data manipulation"},
        {"SELECT * FROM songs WHERE pk = 'a' foo", malformed + "Unexpected token after expression"},
        {"SELECT * FROM songs WHERE pk = 1 e5", malformed + "Unexpected token after expression"},
        {"SELECT * FROM songs WHERE pk = 'a')", malformed + "Unexpected token after expression"},
        {"INSERT INTO songs VALUE {'pk': 'a'} foo", malformed + "Unexpected token after expression"},
        {"INSERT INTO songs t VALUE {'pk': 'a'}", malformed + "Unexpected token after expression"},
        {"DELETE FROM songs WHERE pk = 'a' ORDER BY pk", malformed + "Unexpected token after expression"},
        {"SELECT * FROM songs ORDER BY pk WHERE pk = 'a'", malformed + "Unexpected token after expression"},
        {"FROM songs SET c = 1 WHERE pk = 'a'", malformed + "Unexpected token after expression"},
        {"SELECT * FROM songs WHERE", malformed + "Unexpected term"},
        {"UPDATE songs SET a = 1 WHERE", malformed + "Unexpected term"},
        {"SELECT * FROM songs WHERE NOT", malformed + "Unexpected term"},
        {"SELECT * FROM songs WHERE (", malformed + "Unexpected term"},
        {"SELECT * FROM", malformed + "Unexpected term"},
        {"DELETE FROM WHERE pk = 'a'", malformed + "Expected identifier for simple path"},
        {"SELECT * FROM songs WHERE pk = 'a' AND", malformed + "Missing right-hand side expression"},
        {"SELECT * FROM songs WHERE pk =", malformed + "Missing right-hand side expression"},
        {"SELECT * FROM songs WHERE ORDER BY pk", malformed + "Unexpected keyword"},
        {"SELECT * FROM songs WHERE IS NULL", malformed + "Unexpected operator"},
        {"SELECT * FROM songs WHERE pk = LIKE", malformed + "Unexpected operator"},
        {"SELECT * FROM songs WHERE pk = 'a' AND x IS FOO", malformed + "Expected type name"},
        {"SELECT * FROM songs WHERE attribute_exists(m.inner)", malformed + "Invalid path dot component"},
        {"SELECT * FROM songs WHERE pk = 1e2147483648", malformed},
        {"SELECT * FROM songs WHERE pk = 1 # note", malformed},
        {"SELECT * FROM songs WHERE pk = 1 /* note", malformed},
        {"SELECT * FROM \"songs", malformed},
        {"SELECT * FROM songs WHERE pk = 'a", malformed},
        {"SELECT * FROM songs t WHERE pk = 'x'", "Aliasing is not supported"},
        {"SELECT * FROM songs AS t WHERE pk = 'x'", "Aliasing is not supported"},
        {"UPDATE songs t SET a = 3 WHERE pk = 'x'", "Aliasing is not supported"},
        {"SELECT * FROM \"\" WHERE pk = 'p'", "Path component cannot be an empty string"},
        {"SELECT * FROM songs.\"\" WHERE pk = 'p'", "Path component cannot be an empty string"},
        {"SELECT * FROM songs.by_g.x WHERE pk = 'p'", "A path may contain at most 2 components in the FROM clause"},
        {"SELECT * FROM songs.none WHERE pk = 'p'", "The table does not have the specified index\""},
        {"SELECT x FROM songs.keys_by_g WHERE g = 'x'", "Global secondary index keys_by_g does not project [x]"},
        {"SELECT pk FROM songs.keys_by_g WHERE g = 'x' AND x = 1",
         "Secondary index keys_by_g does not project one or more filter attributes: [x]"},
        {"SELECT * FROM songs WHERE pk = 1e126", "magnitude larger than supported range under root"},
        {"INSERT INTO songs VALUE {'pk': 'a', 'm': {'x': 1e-131}}", "smaller than supported range under root.x"},
        {"INSERT INTO songs VALUE {'pk': 'a', 'l': [1, 1e126]}", "larger than supported range under root[1]"},
        {"SELECT * FROM songs WHERE n = 123456789012345678901234567890123456789",
         "38 significant digits in a Number under"},
        {"SELECT * FROM songs WHERE pk = 'a' AND n < true",
         "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"},
        {"SELECT * FROM none_such WHERE pk = 'a' AND n < true", "Incorrect operand type"},
        {"SELECT * FROM songs WHERE pk = 'a' AND EXISTS(ss)", "Unrecognized function: exists at 1:40:6"},
        {"SELECT * FROM songs WHERE pk = 'a' AND attribute_exists('ss')",
         "requires a document path; operator or function: attribute_exists"},
        {"SELECT * FROM songs WHERE pk = 'a' AND attribute_exists()", "number of operands: 0"},
        {"SELECT * FROM songs WHERE pk = 'a' AND nope(ss)", "Unrecognized function: nope at 1:40:4"},
        {"SELECT size(ss) FROM songs", "Unexpected path component at 1:8:4"},
        {"SELECT l[-1] FROM songs WHERE pk='a'", "List index is not within the allowable range; index: [-1] at 1:11:1"},
        {"SELECT *, pk FROM songs", "Other attributes should not be present in the projection when '*' is used."},
        {"SELECT pk, pk FROM songs", "Duplicate identifiers in select clause: pk"},
        {"SELECT * FROM songs ORDER BY sk", "Must have WHERE clause in the statement when using ORDER BY clause."},
        {"SELECT * FROM songs WHERE pk = 'a' ORDER BY n",
         "Attribute n in ORDER BY clause must be part of the primary key"},
        {"SELECT * FROM songs WHERE pk > 'a' ORDER BY sk", "at least one non-optional hash key condition"},
        {"SELECT * FROM songs WHERE pk IN ['a', 'b'] ORDER BY sk", "Must have hash key in ORDER BY clause"},
        {"SELECT * FROM songs WHERE pk = ?", "Number of parameters in request and statement don't match."},
        {"UPDATE songs SET a = 1 WHERE pk = 'a'",
         "Where clause does not contain a mandatory equality on all key attributes"},
        {"UPDATE songs SET a = 1", "Where clause does not contain a mandatory equality on all key attributes"},
        {"DELETE FROM songs WHERE pk = 'a' AND sk > 1", "mandatory equality on all key attributes"},
        {"DELETE FROM songs WHERE pk = 'a' AND sk = 1 AND sk = 2", "Multiple conditions on same key sk"},
        {"DELETE FROM songs.by_g WHERE pk = 'a' AND sk = 1", "This operation is not supported on an index"},
        {"DELETE FROM songs WHERE pk = 'a' AND sk = 1 RETURNING ALL NEW *",
         "Invalid returning clause: RETURNING ALL NEW *."},
        {"UPDATE songs SET a = 1 WHERE pk = 'a' AND sk = 1 RETURNING ALL NEW a", "Expected '*' after"},
        {"UPDATE songs SET pk = 'b' WHERE pk = 'a' AND sk = 1", "This attribute is part of the key"},
        {"UPDATE songs SET a = 1, a = 2 WHERE pk = 'a' AND sk = 1", "Two document paths overlap with each other"},
        {"UPDATE songs SET t = set_add(ss, <<'x'>>) WHERE pk = 'a' AND sk = 2",
         "The first argument to SET_ADD must equal the assignment value at 1:22:7"},
        {"UPDATE songs SET ss = set_add(ss, 'x') WHERE pk = 'a' AND sk = 2",
         "The second argument to SET_ADD must be a value with type SET at 1:31:2"},
        {"UPDATE songs SET ss = set_delete(ss) WHERE pk = 'a' AND sk = 2",
         "SET_DELETE must have exactly two arguments"},
        {"UPDATE songs SET ss = set_add(ss, <<1>>) WHERE pk = 'a' AND sk = 2", "incorrect data type"},
        {"UPDATE songs SET ss = set_add(ss, <<'x', 'x'>>) WHERE pk = 'a' AND sk = 2",
         "Input collection [x, x] contains duplicates."},
        {"UPDATE songs SET ss = <<>> WHERE pk = 'a' AND sk = 2", "Empty bags are not supported"},
        {"UPDATE songs SET n = n + 'x' WHERE pk = 'a' AND sk = 1", "incorrect data type"},
        {"INSERT INTO songs VALUE {'pk': 'a'}", "Key attribute should be present in the item: Key sk"},
        {"INSERT INTO songs VALUE {'pk': 1, 'sk': 1}", "should match its data type in table's schema: Key pk"},
        {"INSERT INTO songs VALUE {'pk': 'a', 'pk': 'b'}", "Duplicate keys in tuple. Key: pk"},
        {"INSERT INTO songs VALUES ({'pk': 'a'})", "Inserting multiple items in a single statement is not supported"},
        {"INSERT INTO plain VALUE {'id': 'a', '': 1}", "Empty attribute name"},
        {"INSERT INTO songs VALUE 'a'", "Unsupported format in item expression."},
        {"SELECT * FROM songs GROUP BY pk", "Unsupported clause: GROUP"},
        {"EXISTS(SELECT * FROM songs WHERE pk = 'a')", "EXISTS can only be used in ExecuteTransaction write requests."},
    };
    for (const auto& [text, message] : cases) {
        const std::string body = fail(text);
        EXPECT_TRUE(has(body, "#ValidationException")) << text;
        EXPECT_TRUE(has(body, message)) << text;
    }
    EXPECT_TRUE(has(fail("SELECT * FROM none_such WHERE pk = 'x'"), "#ResourceNotFoundException"));
    EXPECT_TRUE(has(fail("SELECT * FROM songs.by_g WHERE g = 'x'", R"(,"ConsistentRead":true)"),
                    "Strongly consistent read is not supported on Global Secondary Indexes"));
    EXPECT_TRUE(has(fail(std::string(8193, ' ')), "Member must have length less than or equal to 8192"));
}

TEST_F(PartiQl, deep_statements_are_refused) {
    const std::string open(4000, '(');
    EXPECT_TRUE(has(fail("SELECT * FROM songs WHERE " + open), "#ValidationException"));
    EXPECT_TRUE(has(fail("INSERT INTO plain VALUE {'id': 'a', 'l': " + std::string(4000, '[')), "Nesting Levels"));
    std::string nots;
    for (int i = 0; i < 2000; ++i) {
        nots += "NOT ";
    }
    EXPECT_TRUE(has(fail("SELECT * FROM songs WHERE " + nots + "pk = 'a'"), "#ValidationException"));
}

TEST_F(PartiQl, batch_answers_each_statement_by_itself) {
    const std::string body = table.ok("BatchExecuteStatement", R"({"ReturnConsumedCapacity":"TOTAL","Statements":[
        {"Statement":"SELECT pk FROM songs WHERE pk = 'a' AND sk = 1"},
        {"Statement":"SELECT pk FROM songs WHERE pk = 'a'"},
        {"Statement":"SELECT pk FROM songs.by_g WHERE g = 'x'"},
        {"Statement":"SELECT * FROM none_such WHERE pk = 'a'"},
        {"Statement":"SLECT"},
        {"Statement":"INSERT INTO songs VALUE {'pk': 'a', 'sk': 1}"},
        {"Statement":"UPDATE songs SET n = 1 WHERE pk = 'a' AND sk = 1 AND n = 7","ReturnValuesOnConditionCheckFailure":"ALL_OLD"},
        {"Statement":"UPDATE songs SET n = 1 WHERE pk = 'a' AND sk = 1 RETURNING MODIFIED NEW *"},
        {"Statement":"SELECT pk FROM songs WHERE pk = 'z' AND sk = 1"}]})");
    EXPECT_TRUE(has(body, R"({"Responses":[{"Item":{"pk":{"S":"a"}},"TableName":"songs"},)"));
    EXPECT_EQ(count(body, "Select statements within BatchExecuteStatement must specify the primary key"), 2);
    EXPECT_TRUE(has(body, R"({"Error":{"Code":"ResourceNotFound","Message":"Requested resource not found"}})"));
    EXPECT_TRUE(has(body, R"("Code":"ValidationError","Message":"Statement wasn't well formed)"));
    EXPECT_TRUE(has(body, R"("Code":"DuplicateItem")"));
    EXPECT_TRUE(has(body, R"("Code":"ConditionalCheckFailed","Message":"The conditional request failed","Item":{)"));
    EXPECT_TRUE(has(body, R"({"Item":{"n":{"N":"1"}},"TableName":"songs"},{"TableName":"songs"}])"));
    EXPECT_TRUE(has(body, R"("ConsumedCapacity":[{"TableName":"songs","CapacityUnits":3.0}])"));
    EXPECT_TRUE(has(table.error("BatchExecuteStatement", R"({"Statements":[]})"), "#ValidationException"));
}

std::string transaction(const std::vector<std::string>& statements, const std::string& more = {}) {
    std::string list;
    for (const std::string& text : statements) {
        list += (list.empty() ? "" : ",") + statement(text);
    }
    return R"({"TransactStatements":[)" + list + ']' + more + '}';
}

TEST_F(PartiQl, transaction_writes_all_or_nothing) {
    EXPECT_EQ(
        table.ok("ExecuteTransaction",
                 transaction({"INSERT INTO plain VALUE {'id': 'n'}", "UPDATE songs SET n = 9 WHERE pk = 'a' AND sk = 1",
                              "DELETE FROM songs WHERE pk = 'a' AND sk = 2",
                              "EXISTS(SELECT * FROM songs WHERE pk = 'b' AND sk = 1 AND flag = true)"})),
        R"({"Responses":[]})");
    EXPECT_EQ(found("pk = 'a'"), 2);
    const std::string body = table.error(
        "ExecuteTransaction",
        transaction({"INSERT INTO plain VALUE {'id': 'n'}", "UPDATE songs SET n = 1 WHERE pk = 'a' AND sk = 1",
                     "EXISTS(SELECT * FROM songs WHERE pk = 'b' AND sk = 1 AND flag = false)"}));
    EXPECT_TRUE(has(body, "#TransactionCanceledException"));
    EXPECT_TRUE(has(body, "specific reasons [DuplicateItem, None, ConditionalCheckFailed]"));
    EXPECT_EQ(found("n = 9"), 1);
}

TEST_F(PartiQl, transaction_reads_an_item_for_each_statement) {
    EXPECT_EQ(table.ok("ExecuteTransaction", transaction({"SELECT n FROM songs WHERE pk = 'a' AND sk = 1",
                                                          "SELECT * FROM songs WHERE pk = 'z' AND sk = 1"})),
              R"({"Responses":[{"Item":{"n":{"N":"5"}}},{}]})");
}

TEST_F(PartiQl, transaction_refuses_what_it_cannot_do) {
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
        {{"SELECT * FROM songs.by_g WHERE g = 'x'"},
         "Validation failed in TransactStatements[0]: Reads on indices are not supported within transactions."},
        {{"SELECT * FROM songs WHERE pk = 'a'"}, "[0]: Select statements within ExecuteTransaction must specify"},
        {{"UPDATE songs SET n = 1 WHERE pk = 'a' AND sk = 1",
          "UPDATE songs SET n = 1 WHERE pk = 'a' AND sk = 2 RETURNING ALL OLD *"},
         "[1]: RETURNING clause is not supported in ExecuteTransaction."},
        {{"EXISTS(SELECT * FROM songs WHERE pk = 'a' AND sk = 1)"},
         "EXISTS() must contain a single item read with additional condition"},
        {{"DELETE FROM songs WHERE pk = 'a' AND sk = 1", "UPDATE songs SET n = 1 WHERE pk = 'a' AND sk = 1"},
         "cannot include multiple operations on one item"},
        {{"SELECT * FROM songs WHERE"},
         "Validation failed in TransactStatements[0]: Statement wasn't well formed, can't be processed: Unexpected "
         "term"},
        {{"SELECT * FROM songs WHERE pk = 'a' AND sk = 1", "DELETE FROM songs WHERE pk = 'a' AND sk = 2"},
         "both read and write"},
    };
    for (const auto& [statements, message] : cases) {
        const std::string body = table.error("ExecuteTransaction", transaction(statements));
        EXPECT_TRUE(has(body, "#ValidationException"));
        EXPECT_TRUE(has(body, message));
    }
}

TEST_F(PartiQl, transaction_with_a_known_token_only_reads) {
    const std::string request = transaction({"UPDATE songs SET n = n + 1 WHERE pk = 'a' AND sk = 1"},
                                            R"(,"ClientRequestToken":"t","ReturnConsumedCapacity":"TOTAL")");
    EXPECT_TRUE(has(table.ok("ExecuteTransaction", request), R"("WriteCapacityUnits":4.0)"));
    EXPECT_TRUE(has(table.ok("ExecuteTransaction", request), R"("ReadCapacityUnits":2.0)"));
    EXPECT_EQ(found("n = 6"), 1);
    EXPECT_TRUE(has(table.error("ExecuteTransaction", transaction({"DELETE FROM songs WHERE pk = 'a' AND sk = 1"},
                                                                  R"(,"ClientRequestToken":"t")")),
                    "#IdempotentParameterMismatchException"));
}

}  // namespace
}  // namespace dynoxx::local::dynamodb
