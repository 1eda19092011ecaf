#include "aws/partition.hpp"

#include "aws/text.hpp"

#include <algorithm>

namespace dynoxx::aws {

namespace {

constexpr Partition commercial = {"aws", "amazonaws.com", "api.aws"};

/// A region belongs to a partition if it begins with the prefix and the rest is `word-number`, or if it is the pseudo
/// region of the partition.
constexpr struct {
    std::string_view prefix;
    std::string_view pseudo_region;
    Partition partition;
} others[] = {
    {"cn-", "aws-cn-global", {"aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn"}},
    {"us-gov-", "aws-us-gov-global", {"aws-us-gov", "amazonaws.com", "api.aws"}},
    {"us-iso-", "aws-iso-global", {"aws-iso", "c2s.ic.gov", "api.aws.ic.gov"}},
    {"us-isob-", "aws-iso-b-global", {"aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud"}},
    {"eu-isoe-", "aws-iso-e-global", {"aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"}},
    {"us-isof-", "aws-iso-f-global", {"aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov"}},
    {"eusc-de-", "aws-eusc-global", {"aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu"}},
};

/// Says whether a text is one word, a hyphen and a number, as in `east-1`.
bool is_word_and_number(std::string_view text) {
    const std::size_t hyphen = text.find('-');
    return hyphen != std::string_view::npos && hyphen > 0 && hyphen + 1 < text.size() &&
           std::ranges::all_of(text.substr(0, hyphen), is_alphanumeric) &&
           std::ranges::all_of(text.substr(hyphen + 1), is_digit);
}

}  // namespace

const Partition& partition_of(std::string_view region) noexcept {
    for (const auto& other : others) {
        if (region == other.pseudo_region ||
            (region.starts_with(other.prefix) && is_word_and_number(region.substr(other.prefix.size())))) {
            return other.partition;
        }
    }
    return commercial;
}

bool is_host_label(std::string_view text) noexcept {
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool are_host_labels(std::string_view text) noexcept {
    while (true) {
        const std::size_t dot = text.find('.');
        if (!is_host_label(text.substr(0, dot))) {
            return false;
        }
        if (dot == std::string_view::npos) {
            return true;
        }
        text.remove_prefix(dot + 1);
    }
}

}  // namespace dynoxx::aws
