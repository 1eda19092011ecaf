#include "local/dynamodb/operations/statement_shapes.hpp"

#include "local/dynamodb/value_json.hpp"

namespace dynoxx::local::dynamodb {

void prepare(partiql::StatementWrite& write, const Json& request) {
    try {
        write.prepare();
    } catch (const ApiError& error) {
        const RecordPointer current = write.current();
        const bool wants_item = error.type() == ApiErrorType::ConditionalCheckFailed && current != nullptr &&
                                request.text_of("ReturnValuesOnConditionCheckFailure") == "ALL_OLD";
        if (!wants_item) {
            throw;
        }
        JsonWriter writer;
        writer.key("Item");
        write_item(writer, current->item);
        throw ApiError(error.type(), error.message(), writer.text());
    }
}

}  // namespace dynoxx::local::dynamodb
