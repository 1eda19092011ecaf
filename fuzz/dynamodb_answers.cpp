// Answers of DynamoDB: the same body for every operation.
#include "dynamodb/codec.hpp"
#include "fuzz/answers.hpp"

namespace dynoxx::fuzz {

void run(std::string_view input) {
    decode(dynamodb::decode_put_item, input);
    decode(dynamodb::decode_get_item, input);
    decode(dynamodb::decode_update_item, input);
    decode(dynamodb::decode_delete_item, input);
    decode(dynamodb::decode_query, input);
    decode(dynamodb::decode_scan, input);
    decode(dynamodb::decode_batch_get_item, input);
    decode(dynamodb::decode_batch_write_item, input);
    decode(dynamodb::decode_transact_get_items, input);
    decode(dynamodb::decode_transact_write_items, input);
    decode(dynamodb::decode_create_table, input);
    decode(dynamodb::decode_describe_table, input);
    decode(dynamodb::decode_list_tables, input);
    decode(dynamodb::decode_update_table, input);
    decode(dynamodb::decode_delete_table, input);
    decode(dynamodb::decode_update_time_to_live, input);
    decode(dynamodb::decode_describe_time_to_live, input);
    decode(dynamodb::decode_execute_statement, input);
}

}  // namespace dynoxx::fuzz
