#include "mapper/flows/batches.hpp"

#include "aws/retry.hpp"
#include "mapper/number.hpp"

#include <algorithm>

namespace dynoxx::mapper {

namespace {

std::string value_text(const AttributeValue& value) {
    if (const auto* string = value.get_if<std::string>()) {
        return *string;
    }
    if (const auto* number = value.get_if<Number>()) {
        return normalized_number(number->text());
    }
    if (const auto* bytes = value.get_if<Bytes>()) {
        return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    }
    return {};
}

}  // namespace

std::string key_text(const Entity& entity, const Item& item) {
    std::string text;
    for (const std::string* name : {&entity.partition_key, &entity.sort_key}) {
        const AttributeValue* value = name->empty() ? nullptr : item.find(*name);
        if (value != nullptr) {
            const std::string part = value_text(*value);
            text.append(std::to_string(part.size())).append(":").append(part);
        }
    }
    return text;
}

runtime::task<bool> pause_before(runtime::Context context, const Entity& entity, int attempt) {
    if (attempt == 0) {
        co_return true;
    }
    const aws::RetryRules rules = aws::retry_rules(AwsService::DynamoDB, true);
    const auto pause = aws::backoff(rules, aws::RetryKind::Throttling, attempt - 1, context.system().random->uniform());
    const runtime::WaitOutcome outcome = co_await context.sleep(pause);
    if (outcome == runtime::WaitOutcome::Cancelled) {
        throw_error(Error(ErrorCode::Cancelled, "The batch for table '" + entity.table_name +
                                                    "' was cancelled while it waited to send the rest."));
    }
    co_return outcome == runtime::WaitOutcome::Ready;
}

std::vector<std::vector<std::size_t>> cut(std::vector<std::size_t> positions, std::size_t size) {
    std::vector<std::vector<std::size_t>> runs;
    for (auto first = positions.begin(); first != positions.end();) {
        const auto last = first + std::min(static_cast<std::ptrdiff_t>(size), positions.end() - first);
        runs.emplace_back(first, last);
        first = last;
    }
    return runs;
}

}  // namespace dynoxx::mapper
