#include "local_table.hpp"

#include <set>
#include <vector>

namespace dynoxx::local::dynamodb {

namespace {

std::string last_key(const std::string& body) {
    const std::string mark = R"("LastEvaluatedKey":)";
    const std::size_t at = body.find(mark);
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t begin = at + mark.size();
    return body.substr(begin, body.find("}}", begin) + 2 - begin);
}

/// Reads all pages; gives the item numbers (attribute i) in their order. @param request without the closing bracket.
std::vector<int> read_all(LocalTable& local, const std::string& operation, const std::string& request, int* pages) {
    std::vector<int> numbers;
    std::string start;
    *pages = 0;
    do {
        const std::string body =
            local.ok(operation, request + (start.empty() ? "}" : R"(,"ExclusiveStartKey":)" + start + '}'));
        const std::string mark = R"("i":{"N":")";
        for (std::size_t at = body.find(mark); at != std::string::npos; at = body.find(mark, at + 1)) {
            numbers.push_back(std::stoi(body.substr(at + mark.size())));
        }
        start = last_key(body);
        ++*pages;
    } while (!start.empty() && *pages < 1000);
    return numbers;
}

LocalTable filled(int items, std::size_t bytes) {
    LocalTable local;
    for (int i = 0; i < items; ++i) {
        const std::string number = std::to_string(i);
        local.put("a", number,
                  R"("i":{"N":")" + number + R"("},"g":{"S":"g"},"l":{"S":")" +
                      std::string(1, static_cast<char>('a' + i % 20)) + R"("},"x":{"S":")" + std::string(bytes, 'x') +
                      "\"}");
    }
    return local;
}

std::vector<int> up_to(int count) {
    std::vector<int> numbers;
    for (int i = 0; i < count; ++i) {
        numbers.push_back(i);
    }
    return numbers;
}

constexpr auto by_pk = R"({"TableName":"songs","KeyConditionExpression":"pk = :p",
    "ExpressionAttributeValues":{":p":{"S":"a"}})";
constexpr auto by_g = R"({"TableName":"songs","IndexName":"by_g","KeyConditionExpression":"g = :p",
    "ExpressionAttributeValues":{":p":{"S":"g"}})";

}  // namespace

TEST(Paging, by_limit_gives_every_item_once_in_both_directions) {
    LocalTable local = filled(20, 10);
    const std::vector<int> up = up_to(20);
    const std::vector<int> down(up.rbegin(), up.rend());
    for (const std::string request : {by_pk, by_g}) {
        for (const int limit : {1, 3, 7, 19, 20, 21}) {
            const std::string limited = request + R"(,"Limit":)" + std::to_string(limit);
            int pages = 0;
            EXPECT_EQ(read_all(local, "Query", limited, &pages), up);
            // A page that is exactly full has a key to go on with, even if nothing is left.
            EXPECT_EQ(pages, 20 / limit + 1);
            EXPECT_EQ(read_all(local, "Query", limited + R"(,"ScanIndexForward":false)", &pages), down);
        }
    }
}

TEST(Paging, by_size_stops_behind_the_first_megabyte) {
    LocalTable local = filled(10, 300'000);
    int pages = 0;
    const std::vector<int> up = up_to(10);
    for (const std::string request : {by_pk, by_g}) {
        EXPECT_EQ(read_all(local, "Query", request, &pages), up);
        EXPECT_EQ(pages, 3);
        EXPECT_EQ(read_all(local, "Query", request + R"(,"ScanIndexForward":false)", &pages),
                  std::vector<int>(up.rbegin(), up.rend()));
    }
    EXPECT_EQ(count(local.ok("Query", std::string(by_pk) + '}'), R"("i":)"), 4);
}

TEST(Paging, counts_size_before_filter_and_projection) {
    LocalTable local = filled(8, 300'000);
    const std::string body = local.ok("Query", R"({"TableName":"songs","KeyConditionExpression":"pk = :p",
        "FilterExpression":"i > :i","ProjectionExpression":"i",
        "ExpressionAttributeValues":{":p":{"S":"a"},":i":{"N":"100"}}})");
    EXPECT_TRUE(
        has(body, R"({"Items":[],"Count":0,"ScannedCount":4,"LastEvaluatedKey":{"pk":{"S":"a"},"sk":{"N":"3"}}})"));
}

TEST(Paging, of_an_index_goes_on_with_its_keys_and_the_tables) {
    LocalTable local = filled(5, 10);
    EXPECT_TRUE(has(local.ok("Query", std::string(by_g) + R"(,"Limit":2})"),
                    R"("LastEvaluatedKey":{"g":{"S":"g"},"pk":{"S":"a"},"sk":{"N":"1"}})"));
    EXPECT_TRUE(has(local.ok("Query", R"({"TableName":"songs","IndexName":"by_l","KeyConditionExpression":"pk = :p",
                        "ExpressionAttributeValues":{":p":{"S":"a"}},"Limit":1})"),
                    R"("LastEvaluatedKey":{"l":{"S":"a"},"pk":{"S":"a"},"sk":{"N":"0"}})"));
}

TEST(Paging, goes_on_from_a_key_whose_item_is_gone) {
    LocalTable local = filled(5, 10);
    local.ok("DeleteItem", R"({"TableName":"songs","Key":{"pk":{"S":"a"},"sk":{"N":"2"}}})");
    const std::string start = R"(,"ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"N":"2"}})";
    EXPECT_TRUE(has(local.ok("Query", std::string(by_pk) + start + '}'), R"("Count":2)"));
    EXPECT_TRUE(has(local.ok("Query", std::string(by_pk) + start + R"(,"ScanIndexForward":false})"), R"("Count":2)"));
}

TEST(Paging, refuses_keys_that_do_not_fit) {
    LocalTable local = filled(5, 10);
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"{}", "The provided starting key is invalid"},
        {R"({"pk":{"S":"a"}})", "The provided starting key is invalid"},
        {R"({"pk":{"S":"a"},"sk":{"S":"1"}})", "The provided starting key is invalid"},
        {R"({"pk":{"S":"a"},"sk":{"N":"1"},"x":{"S":"1"}})", "The provided starting key is invalid"},
        {R"({"pk":{"S":"b"},"sk":{"N":"1"}})",
         "The provided starting key is outside query boundaries based on provided conditions"},
    };
    for (const auto& [key, message] : cases) {
        EXPECT_TRUE(has(local.error("Query", std::string(by_pk) + R"(,"ExclusiveStartKey":)" + key + '}'), message))
            << key;
    }
    EXPECT_TRUE(has(local.error("Query", R"({"TableName":"songs","KeyConditionExpression":"pk = :p AND sk > :s",
                        "ExpressionAttributeValues":{":p":{"S":"a"},":s":{"N":"3"}},
                        "ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"N":"1"}}})"),
                    "The provided starting key does not match the range key predicate"));
}

TEST(Paging, of_scans_gives_every_item_once) {
    LocalTable local;
    for (int i = 0; i < 50; ++i) {
        const std::string number = std::to_string(i);
        local.put("p" + number, number, R"("i":{"N":")" + number + R"("},"g":{"S":"g)" + std::to_string(i % 3) + "\"}");
    }
    for (const std::string index : {"", R"(,"IndexName":"by_g")"}) {
        int pages = 0;
        const auto numbers = read_all(local, "Scan", R"({"TableName":"songs","Limit":7)" + index, &pages);
        EXPECT_EQ(numbers.size(), 50U);
        EXPECT_EQ(std::set<int>(numbers.begin(), numbers.end()).size(), 50U);
        EXPECT_EQ(pages, 8);
    }
    std::set<int> seen;
    std::size_t total = 0;
    for (int segment = 0; segment < 4; ++segment) {
        int pages = 0;
        const auto numbers = read_all(
            local, "Scan", R"({"TableName":"songs","Limit":5,"TotalSegments":4,"Segment":)" + std::to_string(segment),
            &pages);
        total += numbers.size();
        seen.insert(numbers.begin(), numbers.end());
        EXPECT_GT(numbers.size(), 2U);
    }
    EXPECT_EQ(total, 50U);
    EXPECT_EQ(seen.size(), 50U);
}

}  // namespace dynoxx::local::dynamodb
