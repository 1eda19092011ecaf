#include "dynamodb/codec.hpp"
#include "dynamodb/codec/page.hpp"

namespace dynoxx::dynamodb {

std::string encode(const QueryRequest& request) {
    json::Writer writer;
    writer.begin_object().member("TableName", request.table_name);
    write_text(writer, "IndexName", request.index_name);
    write_text(writer, "KeyConditionExpression", request.key_condition_expression);
    write_text(writer, "FilterExpression", request.filter_expression);
    write_text(writer, "ProjectionExpression", request.projection_expression);
    write_expression(writer, request.names, request.values);
    write_page(writer, request.exclusive_start_key, request.select, request.limit, request.consistent_read);
    if (!request.scan_index_forward) {
        writer.key("ScanIndexForward").boolean(false);
    }
    write_return_capacity(writer, request.return_consumed_capacity);
    return writer.end_object().take();
}

QueryResponse decode_query(const std::string& body) {
    return read_answer("Query", body, read_page<QueryResponse>);
}

}  // namespace dynoxx::dynamodb
