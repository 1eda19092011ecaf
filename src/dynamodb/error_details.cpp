#include "dynamodb/error_details.hpp"

#include "dynamodb/codec/attribute_value.hpp"
#include "json/reader.hpp"

namespace dynoxx::dynamodb {

namespace {

std::string text_of(const json::Value& object, std::string_view name) {
    const std::optional<json::Value> member = object.find(name);
    return member ? std::string(member->string().value_or(std::string_view())) : std::string();
}

/// Gives the member `Item`, or nothing if there is none or it cannot be read: the refusal itself is what matters.
std::optional<Item> item_of(const json::Value& object) {
    try {
        const std::optional<json::Value> item = object.find("Item");
        return item ? std::optional(read_item(*item)) : std::nullopt;
    } catch (const ResponseException&) {
        return std::nullopt;
    }
}

std::vector<CancellationReason> reasons_of(const json::Value& list) {
    std::vector<CancellationReason> reasons;
    list.for_each_element([&reasons](json::Value element) {
        CancellationReason reason;
        reason.code = text_of(element, "Code");
        reason.message = text_of(element, "Message");
        reason.item = item_of(element);
        reasons.push_back(std::move(reason));
    });
    return reasons;
}

}  // namespace

void complete_error(Error& error, const http::Response& response) {
    if (error.code() != ErrorCode::ConditionalCheckFailed && error.code() != ErrorCode::TransactionCanceled) {
        return;
    }
    const Result<json::Document> document = json::Document::parse(response.body);
    if (!document) {
        return;
    }
    if (std::optional<Item> item = item_of(document->root())) {
        error.with_item(*std::move(item));
    }
    if (const auto reasons = document->root().find("CancellationReasons")) {
        error.with_cancellation_reasons(reasons_of(*reasons));
    }
}

}  // namespace dynoxx::dynamodb
