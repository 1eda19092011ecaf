#include "aws/arn.hpp"

namespace dynoxx::aws {

std::vector<std::string_view> Arn::resource_parts() const {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    while (true) {
        const std::size_t end = resource.find_first_of(":/", begin);
        parts.push_back(resource.substr(begin, end == std::string_view::npos ? end : end - begin));
        if (end == std::string_view::npos) {
            return parts;
        }
        begin = end + 1;
    }
}

std::optional<Arn> parse_arn(std::string_view text) {
    Arn arn;
    std::string_view scheme;
    for (std::string_view* const part : {&scheme, &arn.partition, &arn.service, &arn.region, &arn.account}) {
        const std::size_t colon = text.find(':');
        if (colon == std::string_view::npos) {
            return std::nullopt;
        }
        *part = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    arn.resource = text;
    if (scheme != "arn" || arn.partition.empty() || arn.service.empty() || arn.resource.empty()) {
        return std::nullopt;
    }
    return arn;
}

}  // namespace dynoxx::aws
