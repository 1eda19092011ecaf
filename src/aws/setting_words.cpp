#include "aws/settings_table.hpp"

#include <algorithm>

namespace dynoxx::aws {

namespace {

using Duration = AwsConfig::Duration;
using namespace std::chrono_literals;

/// Joins words as a sentence does: `a, b or c`.
std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    }
    return text;
}

std::string range(long long lowest, long long highest) {
    return "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest);
}

std::string accepted(const SwitchBinding& binding) {
    return binding.on == "true" ? "true or false" : std::string(binding.off) + " or " + std::string(binding.on);
}

std::string accepted(const NumberBinding& binding) {
    return range(binding.lowest, binding.highest);
}

std::string accepted(const AttemptsBinding& binding) {
    return range(binding.lowest, binding.highest);
}

std::string accepted(const TimeBinding& binding) {
    if (binding.lowest == Duration(0)) {
        return "0 (no limit) to one day";
    }
    return range(1, std::chrono::duration_cast<std::chrono::seconds>(binding.highest).count()) + " (seconds)";
}

template <class Enum>
std::string accepted(const WordBinding<Enum>& binding) {
    std::vector<std::string> words;
    for (const Enum word : binding.words) {
        words.emplace_back(to_string(word));
    }
    return joined(words);
}

std::string accepted(const TextBinding& binding) {
    switch (binding.form) {
        case TextForm::Any:
            break;
        case TextForm::Region:
            return "letters, digits and hyphens, for example eu-west-1";
        case TextForm::RegionSet:
            return "regions with commas between them, or *";
        case TextForm::Account:
            return "twelve digits";
        case TextForm::Path:
            return "a path";
        case TextForm::Url:
            return "http[s]://host[:port]";
        case TextForm::ProxyUrl:
            return "[http[s]://][user:password@]host[:port]";
    }
    return "a text";
}

std::string accepted(const FileBinding&) {
    return "a path";
}

std::string accepted(const ProfileBinding&) {
    return "the name of a profile";
}

std::string accepted(const EndpointBinding&) {
    return "http[s]://host[:port][/path]";
}

std::string accepted(const CommonEndpointBinding&) {
    return "http[s]://host[:port][/path]";
}

std::string accepted(const ServicesBinding&) {
    return "the name of a section";
}

std::string accepted(const SourceBinding& binding) {
    return std::string(binding.accepted);
}

std::string accepted(const CodeBinding& binding) {
    return std::string(binding.accepted);
}

std::string default_of(const SwitchBinding& binding) {
    return std::string(binding.fallback ? binding.on : binding.off);
}

std::string default_of(const NumberBinding& binding) {
    return std::to_string(binding.fallback);
}

std::string default_of(const TimeBinding& binding) {
    return binding.fallback == Duration(0) ? "no limit" : std::to_string(binding.fallback.count()) + " ms";
}

template <class Enum>
std::string default_of(const WordBinding<Enum>& binding) {
    return std::string(to_string(binding.words.front()));
}

template <class Other>
std::string default_of(const Other&) {
    return "none";
}

}  // namespace

std::string accepts(const SettingRow& row) {
    return std::visit([](const auto& binding) { return accepted(binding); }, row.binding);
}

std::string fallback_of(const SettingRow& row) {
    if (!row.fallback.empty()) {
        return std::string(row.fallback);
    }
    return std::visit([](const auto& binding) { return default_of(binding); }, row.binding);
}

}  // namespace dynoxx::aws
