#include "local/dynamodb/operations/cancellation.hpp"

#include "local/dynamodb/json_writer.hpp"
#include "local/dynamodb/value_json.hpp"

#include <algorithm>

namespace dynoxx::local::dynamodb {

CancellationReason cancellation_reason(const ApiError& error, RecordPointer item) {
    switch (error.type()) {
        case ApiErrorType::ConditionalCheckFailed:
            return {"ConditionalCheckFailed", error.message(), std::move(item)};
        case ApiErrorType::DuplicateItem:
            return {"DuplicateItem", error.message(), std::move(item)};
        default:
            return {"ValidationError", error.message(), nullptr};
    }
}

void check_reasons(const std::vector<CancellationReason>& reasons) {
    if (std::all_of(reasons.begin(), reasons.end(),
                    [](const CancellationReason& reason) { return reason.code == "None"; })) {
        return;
    }
    std::string codes;
    JsonWriter writer;
    writer.key("CancellationReasons").begin_array();
    for (const CancellationReason& reason : reasons) {
        codes += (codes.empty() ? "" : ", ") + reason.code;
        writer.begin_object().key("Code").string(reason.code);
        if (!reason.message.empty()) {
            writer.key("Message").string(reason.message);
        }
        if (reason.item != nullptr) {
            writer.key("Item");
            write_item(writer, reason.item->item);
        }
        writer.end_object();
    }
    writer.end_array();
    throw ApiError(ApiErrorType::TransactionCanceled,
                   "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes + ']',
                   writer.text());
}

}  // namespace dynoxx::local::dynamodb
