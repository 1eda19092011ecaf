#include "local_table.hpp"

#include <vector>

namespace dynoxx::local::dynamodb {

TEST(Scan, reads_tables_and_sparse_indexes) {
    LocalTable local;
    local.put("a", "1", R"("g":{"S":"x"})");
    local.put("b", "1", R"("l":{"S":"x"})");
    local.put("c", "1");
    EXPECT_TRUE(has(local.ok("Scan", R"({"TableName":"songs","Select":"COUNT"})"), R"({"Count":3,"ScannedCount":3})"));
    EXPECT_TRUE(has(local.ok("Scan", R"({"TableName":"songs","IndexName":"by_g"})"),
                    R"({"Items":[{"g":{"S":"x"},"pk":{"S":"a"},"sk":{"N":"1"}}],"Count":1,"ScannedCount":1})"));
    EXPECT_TRUE(has(local.ok("Scan", R"({"TableName":"songs","IndexName":"by_l"})"), R"("Count":1)"));
    EXPECT_TRUE(has(local.ok("Scan", R"({"TableName":"songs","FilterExpression":"pk = :p",
                        "ExpressionAttributeValues":{":p":{"S":"b"}}})"),
                    R"("Count":1,"ScannedCount":3)"));
}

TEST(Scan, checks_segments) {
    LocalTable local;
    const std::vector<std::pair<std::string, std::string>> cases = {
        {R"("Segment":5,"TotalSegments":5)",
         "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less "
         "than "
         "TotalSegments: 5"},
        {R"("Segment":0)", "The TotalSegments parameter is required but was not present in the request"},
        {R"("TotalSegments":5)", "The Segment parameter is required but was not present in the request"},
        {R"("Segment":0,"TotalSegments":1000001)",
         "Value '1000001' at 'totalSegments' failed to satisfy constraint: Member must have value less than or equal "
         "to "
         "1000000"},
        {R"("ExclusiveStartKey":{"pk":{"S":"a"}})",
         "The provided starting key is invalid: The provided key element does not match the schema"},
    };
    for (const auto& [more, message] : cases) {
        EXPECT_TRUE(has(local.error("Scan", R"({"TableName":"songs",)" + more + '}'), message)) << more;
    }
}

}  // namespace dynoxx::local::dynamodb
