#include "local/dynamodb/operations/read_request.hpp"

#include "local/dynamodb/expression/legacy.hpp"

namespace dynoxx::local::dynamodb {

ReadMode read_mode(const Json& request) noexcept {
    const Json* consistent = request.find("ConsistentRead");
    return consistent != nullptr && consistent->is_true() ? ReadMode::Consistent : ReadMode::Eventual;
}

std::vector<DocumentPath> read_projection(const Json& request, ExpressionContext& context) {
    if (!request.has("ProjectionExpression")) {
        return LegacyParameters(request, ValueErrorStyle::Current).read_attributes_to_get();
    }
    return parse_projection(request.text_of("ProjectionExpression"), context);
}

Item projected(const Item& item, const std::vector<DocumentPath>& projection) {
    return projection.empty() ? item : project(item, projection);
}

}  // namespace dynoxx::local::dynamodb
