#include "dynamodb/codec.hpp"
#include "dynamodb/codec/page.hpp"

namespace dynoxx::dynamodb {

std::string encode(const ScanRequest& request) {
    json::Writer writer;
    writer.begin_object().member("TableName", request.table_name);
    write_text(writer, "IndexName", request.index_name);
    write_text(writer, "FilterExpression", request.filter_expression);
    write_text(writer, "ProjectionExpression", request.projection_expression);
    write_expression(writer, request.names, request.values);
    write_page(writer, request.exclusive_start_key, request.select, request.limit, request.consistent_read);
    if (request.total_segments != 0) {
        writer.key("Segment").integer(request.segment).key("TotalSegments").integer(request.total_segments);
    }
    write_return_capacity(writer, request.return_consumed_capacity);
    return writer.end_object().take();
}

ScanResponse decode_scan(const std::string& body) {
    return read_answer("Scan", body, read_page<ScanResponse>);
}

}  // namespace dynoxx::dynamodb
