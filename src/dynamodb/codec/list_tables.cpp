#include "dynamodb/codec.hpp"
#include "dynamodb/codec/fields.hpp"

namespace dynoxx::dynamodb {

std::string encode(const ListTablesRequest& request) {
    json::Writer writer;
    writer.begin_object();
    write_text(writer, "ExclusiveStartTableName", request.exclusive_start_table_name);
    if (request.limit > 0) {
        writer.key("Limit").integer(request.limit);
    }
    return writer.end_object().take();
}

ListTablesResponse decode_list_tables(const std::string& body) {
    return read_answer("ListTables", body, [](const json::Value& root) {
        ListTablesResponse response;
        for_each_in(root, "TableNames", [&response](const json::Value& name) {
            response.table_names.push_back(read_text(name, "TableNames"));
        });
        response.last_evaluated_table_name = find_text(root, "LastEvaluatedTableName");
        return response;
    });
}

}  // namespace dynoxx::dynamodb
