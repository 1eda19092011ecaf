#include "mapper/requests.hpp"

#include "unit/mapper/user.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace dynoxx::mapper {
namespace {

namespace f = test::user_field;
using test::User;

const Entity& entity() {
    return entity_of<User>();
}

Item key() {
    return *make_key<User>("u#1", 7);
}

User ada() {
    User user;
    user.id = "u#1";
    user.place = 7;
    return user;
}

template <class T>
std::string message(const Result<T>& result) {
    return result ? "" : result.error().message();
}

TEST(PutRequest, has_item_condition_and_pending_parts) {
    User user = ada();
    user.tax_id = "07-42";
    user.avatar = S3File::from_bytes("f", "x");
    auto prepared = put_request(entity(), serialize(user).value(), !f::id.exists()).value();
    EXPECT_EQ(prepared.request.table_name, "users");
    EXPECT_EQ(prepared.request.condition_expression, "(NOT attribute_exists(#n0))");
    EXPECT_EQ(prepared.request.names, (ExpressionNames{{"#n0", "id"}}));
    EXPECT_TRUE(prepared.request.values.empty());
    ASSERT_EQ(prepared.seals.size(), 1U);
    ASSERT_EQ(prepared.uploads.size(), 1U);
    fill(prepared.request, prepared.seals[0], "ENC:AAAA");
    S3Location location;
    location.bucket = "b";
    location.key = "k";
    fill(prepared.request, prepared.uploads[0], location);
    EXPECT_EQ(*prepared.request.item.find("tax_id"), AttributeValue("ENC:AAAA"));
    EXPECT_EQ(*prepared.request.item.find("avatar"), to_attribute_value(location));
}

TEST(PutRequest, refuses_empty_keys_and_values_that_could_not_be_converted) {
    EXPECT_EQ(message(put_request(entity(), serialize(User()).value(), {})),
              "Wrong key for table 'users': the attribute 'id' is empty.");
    EXPECT_EQ(put_request(entity(), serialize(ada()).value(), f::logins > std::nan("")).error().code(),
              ErrorCode::InvalidItem);
}

TEST(GetRequest, has_key_and_projection) {
    const GetItemRequest request = get_request(entity(), key(), {f::email.path(), f::zip.path()}).value();
    EXPECT_EQ(request.key, key());
    EXPECT_EQ(request.projection_expression, "#n0, #n1.#n2, #n3, #n4");  // the keys always come along
    EXPECT_EQ(request.names,
              (ExpressionNames{
                  {"#n0", "e-mail"}, {"#n1", "address"}, {"#n2", "postal_code"}, {"#n3", "id"}, {"#n4", "place"}}));
}

TEST(GetRequest, refuses_other_keys) {
    EXPECT_EQ(message(get_request(entity(), Item{{"id", "u"}})),
              "Wrong key for table 'users': the attribute 'place' is missing.");
    EXPECT_EQ(message(get_request(entity(), Item{{"id", 1}, {"place", 1}})),
              "Wrong key for table 'users': the attribute 'id' must be S, found N.");
    EXPECT_EQ(message(get_request(entity(), Item{{"id", "u"}, {"place", 1}, {"x", 1}})),
              "Wrong key for table 'users': the attribute 'x' is not part of the key.");
}

TEST(UpdateRequest, shares_placeholders_between_update_and_condition) {
    const auto prepared = update_request(entity(), key(), f::logins += 1, f::logins >= 0).value();
    EXPECT_EQ(prepared.request.update_expression, "SET #n0 = if_not_exists(#n0, :v0) + :v1");
    EXPECT_EQ(prepared.request.condition_expression, "#n0 >= :v2");
    EXPECT_EQ(prepared.request.values, (ExpressionValues{{":v0", 0}, {":v1", 1}, {":v2", 0}}));
}

TEST(UpdateRequest, fills_placeholders_of_pending_parts) {
    auto prepared = update_request(entity(), key(), f::tax_id.set("07-42"), {}).value();
    fill(prepared.request, prepared.seals.at(0), "ENC:AAAA");
    EXPECT_EQ(prepared.request.values, (ExpressionValues{{":v0", "ENC:AAAA"}}));
}

TEST(UpdateRequest, refuses_what_the_service_would_refuse) {
    EXPECT_EQ(message(update_request(entity(), key(), {}, {})),
              "An update of table 'users' has no action; add one with set().");
    EXPECT_EQ(message(update_request(entity(), key(), f::id.set("x"), {})),
              "An update cannot change the key attribute 'id'; put a new item instead.");
    EXPECT_EQ(message(update_request(entity(), key(), Update(f::address.set(test::Address())).add(f::zip.set(1)), {})),
              "An update has two actions on 'address' and 'address.postal_code'; the service takes one.");
}

TEST(DeleteRequest, has_key_and_condition) {
    const DeleteItemRequest request = delete_request(entity(), key(), f::active == false).value();
    EXPECT_EQ(request.condition_expression, "#n0 = :v0");
    EXPECT_EQ(request.values, (ExpressionValues{{":v0", false}}));
}

TEST(QueryRequest, has_key_condition_filter_and_projection) {
    QuerySelection plan;
    plan.partition = "u#1";
    plan.sort = f::place.between(1, 9);
    plan.filter = f::logins > 0;
    plan.projection = {f::id.path()};
    plan.limit = 5;
    plan.scan_index_forward = false;
    const QueryRequest request = query_request(entity(), plan).value();
    EXPECT_EQ(request.key_condition_expression, "#n0 = :v0 AND #n1 BETWEEN :v1 AND :v2");
    EXPECT_EQ(request.filter_expression, "#n2 > :v3");
    EXPECT_EQ(request.projection_expression, "#n0, #n1");  // the keys always come along
    EXPECT_EQ(request.limit, 5);
    EXPECT_FALSE(request.scan_index_forward);
}

TEST(QueryRequest, uses_the_keys_of_an_index) {
    QuerySelection plan;
    plan.index_name = "by-status";
    plan.partition = "Active";
    plan.sort = f::logins >= 3;
    const QueryRequest request = query_request(entity(), plan).value();
    EXPECT_EQ(request.index_name, "by-status");
    EXPECT_EQ(request.names, (ExpressionNames{{"#n0", "status"}, {"#n1", "logins"}}));
}

TEST(QueryRequest, counts_without_a_projection) {
    QuerySelection plan;
    plan.partition = "u#1";
    plan.projection = {f::logins.path()};
    plan.select = Select::Count;
    EXPECT_EQ(query_request(entity(), plan).value().projection_expression, "");
}

TEST(ScanRequest, has_filter_segments_and_the_keys_of_its_index) {
    ScanSelection plan;
    plan.index_name = "by-status";
    plan.filter = f::active == true;
    plan.projection = {f::zip.path()};
    plan.segment = 2;
    plan.total_segments = 5;
    const ScanRequest request = scan_request(entity(), plan).value();
    EXPECT_EQ(request.filter_expression, "#n0 = :v0");
    EXPECT_EQ(request.projection_expression, "#n1.#n2, #n3, #n4, #n5, #n6");
    EXPECT_EQ(request.names.at("#n3"), "id");
    EXPECT_EQ(request.names.at("#n6"), "logins");
    EXPECT_EQ(request.segment, 2);
    EXPECT_EQ(request.total_segments, 5);
    plan.consistent_read = true;
    EXPECT_EQ(message(scan_request(entity(), plan)),
              "Wrong key for table 'users': the global index 'by-status' has no consistent reads.");
    plan.index_name = "by-x";
    EXPECT_EQ(scan_request(entity(), plan).error().code(), ErrorCode::InvalidModel);
}

TEST(Position, is_the_key_of_the_table_and_of_the_index) {
    Item item = serialize(ada()).value().item;
    EXPECT_EQ(position_of(entity(), {}, item).value(), key());
    EXPECT_EQ(position_of(entity(), "by-status", item)->size(), 4U);
    item.erase("logins");
    EXPECT_EQ(message(position_of(entity(), "by-status", item)),
              "Wrong key for table 'users': the attribute 'logins' is missing.");
}

TEST(CheckRequest, needs_a_condition) {
    EXPECT_EQ(check_request(entity(), key(), f::active == false)->condition_expression, "#n0 = :v0");
    EXPECT_EQ(message(check_request(entity(), key(), {})),
              "A check of an item of table 'users' has no condition; add one with when().");
}

TEST(QueryRequest, refuses_conditions_that_are_no_key_conditions) {
    QuerySelection plan;
    plan.partition = "u#1";
    const std::string sentence =
        "Wrong key for table 'users': the condition on the sort key 'place' must be one of = < <= > >= between "
        "begins_with on "
        "it; use filter() for others.";
    for (const Condition& sort :
         {f::logins > 1, f::place != 1, f::place.exists(), f::place > 1 && f::place < 9, !(f::place > 1)}) {
        plan.sort = sort;
        EXPECT_EQ(message(query_request(entity(), plan)), sentence);
    }
    plan.sort = Condition();
    plan.index_name = "by-x";
    EXPECT_EQ(query_request(entity(), plan).error().code(), ErrorCode::InvalidModel);
    plan.index_name = "by-phone";
    plan.sort = f::logins > 1;
    EXPECT_NE(message(query_request(entity(), plan)), "");
    plan.sort = Condition();
    plan.consistent_read = true;
    EXPECT_EQ(message(query_request(entity(), plan)),
              "Wrong key for table 'users': the global index 'by-phone' has no consistent reads.");
}

TEST(CreateTableRequest, defines_the_keys_of_table_and_indexes_once) {
    const CreateTableRequest request = create_table_request(entity());
    ASSERT_EQ(request.attributes.size(), 5U);
    EXPECT_EQ(request.attributes[1].name, "place");
    EXPECT_EQ(request.attributes[1].type, ScalarType::N);
    ASSERT_EQ(request.key_schema.size(), 2U);
    EXPECT_EQ(request.key_schema[1].type, KeyType::Range);
    ASSERT_EQ(request.global_indexes.size(), 2U);
    EXPECT_EQ(request.global_indexes[0].name, "by-status");
    EXPECT_EQ(request.global_indexes[0].key_schema.size(), 2U);
    EXPECT_EQ(request.global_indexes[1].key_schema.size(), 1U);
}

}  // namespace
}  // namespace dynoxx::mapper
