#pragma once

#include "local/dynamodb/engine.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynoxx::local::dynamodb {

/// An engine with the table `songs` (pk S, sk N; a global index `by_g` on g and sk, one on g that holds keys only, and
/// a local one on l that includes x) and the table `plain` (id S).
class LocalTable {
 public:
    LocalTable() {
        ok("CreateTable", R"({"TableName":"songs","BillingMode":"PAY_PER_REQUEST",
            "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},
                {"AttributeName":"g","AttributeType":"S"},{"AttributeName":"l","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
            "GlobalSecondaryIndexes":[
                {"IndexName":"by_g","Projection":{"ProjectionType":"ALL"},
                 "KeySchema":[{"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]},
                {"IndexName":"keys_by_g","Projection":{"ProjectionType":"KEYS_ONLY"},
                 "KeySchema":[{"AttributeName":"g","KeyType":"HASH"}]}],
            "LocalSecondaryIndexes":[
                {"IndexName":"by_l","Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]},
                 "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"l","KeyType":"RANGE"}]}]})");
        ok("CreateTable", R"({"TableName":"plain","BillingMode":"PAY_PER_REQUEST",
            "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]})");
    }

    /// Sends a request that must succeed; gives the body.
    std::string ok(std::string_view operation, std::string_view body) {
        const Reply reply = engine.handle(operation, body);
        EXPECT_EQ(reply.status, 200) << operation << ' ' << body << "\n" << reply.body;
        return reply.body;
    }

    /// Sends a request that must fail; gives the body.
    std::string error(std::string_view operation, std::string_view body) {
        const Reply reply = engine.handle(operation, body);
        EXPECT_EQ(reply.status, 400) << operation << ' ' << body << "\n" << reply.body;
        return reply.body;
    }

    /// Puts an item of `songs`. @param attributes JSON members behind the key; may be empty.
    std::string put(std::string_view pk, std::string_view sk, const std::string& attributes = {}) {
        return ok("PutItem", R"({"TableName":"songs","Item":{"pk":{"S":")" + std::string(pk) + R"("},"sk":{"N":")" +
                                 std::string(sk) + R"("})" + (attributes.empty() ? "" : ',' + attributes) + "}}");
    }

    Engine engine;
};

/// Tells whether a text has a part; the text is shown if not.
inline testing::AssertionResult has(const std::string& text, std::string_view part) {
    if (text.find(part) != std::string::npos) {
        return testing::AssertionSuccess();
    }
    return testing::AssertionFailure() << "no " << part << "\nin " << text.substr(0, 2000);
}

/// Counts how often a part occurs in a text.
inline int count(const std::string& text, std::string_view part) {
    int found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++found;
    }
    return found;
}

}  // namespace dynoxx::local::dynamodb
