#include "aws/setting_values.hpp"

#include "aws/endpoint_url.hpp"
#include "aws/file_locations.hpp"
#include "aws/partition.hpp"
#include "aws/text.hpp"
#include "http/proxy.hpp"
#include "runtime/wipe.hpp"

#include <algorithm>

namespace dynoxx::aws {

namespace {

using Data = AwsConfig::Data;
using Duration = AwsConfig::Duration;
using Line = AwsConfig::Line;
using Text = Setting<std::string>;
using namespace std::chrono_literals;

constexpr std::string_view not_set = "not set";

/// Gives the items of a list with commas between them, without blanks.
std::vector<std::string_view> items_of(std::string_view list) {
    std::vector<std::string_view> items;
    while (true) {
        const std::size_t comma = list.find(',');
        items.push_back(trim(list.substr(0, comma)));
        if (comma == std::string_view::npos) {
            return items;
        }
        list.remove_prefix(comma + 1);
    }
}

bool is_account(std::string_view text) {
    return text.size() == 12 && std::ranges::all_of(text, is_digit);
}

/// Throws if a text has not the form that it must have.
void check_form(const SettingRow& row, TextForm form, const Text& text) {
    bool good = true;
    switch (form) {
        case TextForm::Any:
        case TextForm::Path:
            break;
        case TextForm::Region:
            good = is_host_label(text.value);
            break;
        case TextForm::RegionSet:
            good = std::ranges::all_of(items_of(text.value),
                                       [](std::string_view item) { return item == "*" || is_host_label(item); });
            break;
        case TextForm::Account:
            good = is_account(text.value);
            break;
        case TextForm::Url:
            parse_endpoint_url(text.origin.kind == SettingOrigin::Kind::File ? row.keys.front() : row.code, text)
                .value();
            break;
        case TextForm::ProxyUrl:
            if (!http::parse_proxy(text.value)) {
                throw_error(Error(ErrorCode::InvalidOption,
                                  name_of(row.name, text.origin) +
                                      " is no proxy URL (it is not shown, for it may hold a password): expected " +
                                      accepts(row) + "."));
            }
            break;
    }
    if (!good) {
        throw_error(invalid_setting(row, text));
    }
}

std::string text_of(int value) {
    return std::to_string(value);
}

std::string text_of(Duration value) {
    return value == 0ms ? "no limit" : std::to_string(value.count()) + " ms";
}

template <class Enum>
requires std::is_enum_v<Enum> std::string text_of(Enum value) {
    return std::string(to_string(value));
}

/// Gives what code set, or nothing.
template <class T>
const T* in_code(const AwsOptions& options, CodeOf<T> code) {
    const std::optional<T>* value = code == nullptr ? nullptr : &(options.*code)();
    return value != nullptr && *value ? &**value : nullptr;
}

void load(const SettingRow& row, const TextBinding& binding, const SettingSources& sources, Data& data) {
    const std::string* code = in_code(sources.options, binding.code);
    std::optional<Text> found =
        sources.reader.find(row, code == nullptr ? std::nullopt : std::optional<std::string>(*code));
    if (found) {
        std::string trimmed(trim(found->value));
        runtime::wipe(found->value);  // that of a proxy may have a password in it
        found->value = std::move(trimmed);
        if (binding.form == TextForm::Path) {
            found->value = expand_home(std::move(found->value), sources.home);
        }
        check_form(row, binding.form, *found);
    }
    data.*binding.member = std::move(found);
}

void load(const SettingRow& row, const SwitchBinding& binding, const SettingSources& sources, Data& data) {
    data.*binding.member = Setting<bool>(binding.fallback, {});
    if (const bool* code = in_code(sources.options, binding.code)) {
        data.*binding.member = Setting<bool>(*code, SettingOrigin::code());
    } else if (const auto text = sources.reader.find(row)) {
        const bool is_on = equals_ignoring_case(text->value, binding.on);
        if (!is_on && !equals_ignoring_case(text->value, binding.off)) {
            throw_error(invalid_setting(row, *text));
        }
        data.*binding.member = Setting<bool>(is_on, text->origin);
    }
}

/// Reads a whole number from code or from a text; nothing where neither has one.
std::optional<Setting<int>> find_number(const SettingRow& row, CodeOf<int> code, int lowest, int highest,
                                        const SettingSources& sources) {
    const int* from_code = in_code(sources.options, code);
    const auto text =
        sources.reader.find(row, from_code == nullptr ? std::nullopt : std::optional(std::to_string(*from_code)));
    if (!text) {
        return std::nullopt;
    }
    const std::optional<int> number = whole_number(text->value, lowest, highest);
    if (!number) {
        throw_error(invalid_setting(row, *text));
    }
    return Setting<int>(*number, text->origin);
}

void load(const SettingRow& row, const NumberBinding& binding, const SettingSources& sources, Data& data) {
    data.*binding.member = find_number(row, binding.code, binding.lowest, binding.highest, sources)
                               .value_or(Setting<int>(binding.fallback, {}));
}

void load(const SettingRow& row, const AttemptsBinding& binding, const SettingSources& sources, Data& data) {
    data.*binding.member = find_number(row, binding.code, binding.lowest, binding.highest, sources);
}

void load(const SettingRow& row, const TimeBinding& binding, const SettingSources& sources, Data& data) {
    data.*binding.member = Setting<Duration>(binding.fallback, {});
    if (const Duration* code = in_code(sources.options, binding.code)) {
        if (*code < binding.lowest || *code > binding.highest) {
            throw_error(invalid_setting(row, {std::to_string(code->count()) + " ms", SettingOrigin::code()}));
        }
        data.*binding.member = Setting<Duration>(*code, SettingOrigin::code());
    } else if (const auto text = sources.reader.find(row)) {
        const auto longest = std::chrono::duration_cast<std::chrono::seconds>(binding.highest).count();
        const std::optional<int> seconds = whole_number(text->value, 1, static_cast<int>(longest));
        if (!seconds) {
            throw_error(invalid_setting(row, *text));
        }
        data.*binding.member = Setting<Duration>(std::chrono::seconds(*seconds), text->origin);
    }
}

template <class Enum>
void load(const SettingRow& row, const WordBinding<Enum>& binding, const SettingSources& sources, Data& data) {
    data.*binding.member = Setting<Enum>(binding.words.front(), {});
    if (const Enum* code = in_code(sources.options, binding.code)) {
        data.*binding.member = Setting<Enum>(*code, SettingOrigin::code());
        return;
    }
    const auto text = sources.reader.find(row);
    if (!text) {
        return;
    }
    const auto word = std::ranges::find_if(
        binding.words, [&](Enum candidate) { return equals_ignoring_case(to_string(candidate), text->value); });
    if (word != binding.words.end()) {
        data.*binding.member = Setting<Enum>(*word, text->origin);
    } else if (!binding.outdated.empty() && equals_ignoring_case(text->value, binding.outdated)) {
        data.*binding.member = Setting<Enum>(binding.words.front(), text->origin);
        data.warnings.push_back(name_of(row, text->origin) + " is '" + std::string(binding.outdated) +
                                "': " + text_of(binding.words.front()) + " is used");
    } else {
        throw_error(invalid_setting(row, *text));
    }
}

template <class Other>
void load(const SettingRow&, const Other&, const SettingSources&, Data&) {}

Line line_of(const SettingRow& row, std::string value, const SettingOrigin& origin) {
    return {std::string(row.name), std::move(value), to_string(origin)};
}

Line unset_line(const SettingRow& row) {
    return line_of(row, std::string(not_set), {});
}

template <class Kept>
requires requires(const Kept& kept, const Data& data) {
    (data.*kept.member).value;
}
Line show(const SettingRow& row, const Kept& kept, const Data& data) {
    return line_of(row, text_of((data.*kept.member).value), (data.*kept.member).origin);
}

Line show(const SettingRow& row, const SwitchBinding& binding, const Data& data) {
    const Setting<bool>& setting = data.*binding.member;
    return line_of(row, std::string(setting.value ? binding.on : binding.off), setting.origin);
}

Line show_text(const SettingRow& row, const std::optional<Text>& text) {
    return text ? line_of(row, text->value, text->origin) : unset_line(row);
}

Line show(const SettingRow& row, const TextBinding& binding, const Data& data) {
    const std::optional<Text>& text = data.*binding.member;
    return text && binding.form == TextForm::ProxyUrl ? line_of(row, without_password(text->value), text->origin)
                                                      : show_text(row, text);
}

Line show(const SettingRow& row, const FileBinding& binding, const Data& data) {
    const Text& path = data.*binding.member;
    return path.value.empty() ? unset_line(row) : line_of(row, path.value, path.origin);
}

Line show(const SettingRow& row, const ProfileBinding&, const Data& data) {
    return line_of(row, data.profile.value, data.profile.origin);
}

Line show(const SettingRow& row, const EndpointBinding& binding, const Data& data) {
    return show_text(row, data.endpoints[index_of(binding.service)]);
}

Line show(const SettingRow& row, const AttemptsBinding& binding, const Data& data) {
    const std::optional<Setting<int>>& attempts = data.*binding.member;
    if (attempts) {
        return line_of(row, std::to_string(attempts->value), attempts->origin);
    }
    const int others = data.default_max_attempts(AwsService::S3);
    const int dynamodb = data.default_max_attempts(AwsService::DynamoDB);
    const std::string text = std::to_string(others);
    return line_of(row, others == dynamodb ? text : text + ", DynamoDB " + std::to_string(dynamodb), {});
}

/// Finds a property of a section by the first key of a row.
std::optional<Text> property_of(const SettingRow& row, const Section* section) {
    const Property* found = section == nullptr ? nullptr : section->find(row.keys.front());
    if (found == nullptr || found->text().empty()) {
        return std::nullopt;
    }
    return Text(std::string(found->text()), found->origin);
}

/// Gives what code set; empty if nothing.
std::string_view in_code(const SourceBinding& binding, const Data& data) {
    if (binding.key != nullptr && data.static_credentials) {
        return *data.static_credentials.*binding.key;
    }
    return binding.code != nullptr && data.*binding.code ? std::string_view(*(data.*binding.code)) : "";
}

/// Finds what a source of credentials will find.
std::optional<Text> find_source(const SettingRow& row, const SourceBinding& binding, const Data& data) {
    if (const std::string_view code = in_code(binding, data); !code.empty()) {
        return Text(std::string(code), SettingOrigin::code());
    }
    for (const std::string_view variable : row.variables) {
        if (const std::string_view value = data.variable(variable); !value.empty()) {
            return Text(std::string(value), SettingOrigin::environment(std::string(variable)));
        }
    }
    const Section* profile = data.selected_profile();
    if (auto found = property_of(row, profile)) {
        return found;
    }
    const Property* session = profile == nullptr || !binding.in_sso_session ? nullptr : profile->find("sso_session");
    return session == nullptr ? std::nullopt : property_of(row, data.profiles->sso_sessions.find(session->value));
}

Line show(const SettingRow& row, const SourceBinding& binding, const Data& data) {
    std::optional<Text> found = find_source(row, binding, data);
    if (found && binding.secret) {
        runtime::wipe(found->value);
        found->value = "(hidden)";
    }
    return show_text(row, found);
}

Line show(const SettingRow& row, const CodeBinding& binding, const Data& data) {
    std::string text = binding.shown(data);
    return text.empty() ? unset_line(row) : line_of(row, std::move(text), SettingOrigin::code());
}

Line show(const SettingRow& row, const CommonEndpointBinding&, const Data& data) {
    return show_text(row, data.common_endpoint);
}

Line show(const SettingRow& row, const ServicesBinding&, const Data& data) {
    return show_text(row, property_of(row, data.selected_profile()));
}

template <class Kept>
bool is_same(const Kept& kept, const Data& a, const Data& b) {
    if constexpr (requires { a.*kept.member == b.*kept.member; }) {
        return a.*kept.member == b.*kept.member;
    } else {
        return true;
    }
}

}  // namespace

void load_setting(const SettingRow& row, const SettingSources& sources, Data& data) {
    std::visit([&](const auto& binding) { load(row, binding, sources, data); }, row.binding);
}

Line show_setting(const SettingRow& row, const Data& data) {
    return std::visit([&](const auto& binding) { return show(row, binding, data); }, row.binding);
}

bool is_same_setting(const SettingRow& row, const Data& a, const Data& b) {
    return std::visit([&](const auto& binding) { return is_same(binding, a, b); }, row.binding);
}

std::string without_password(std::string_view url) {
    const std::size_t at = url.rfind('@');
    if (at == std::string_view::npos) {
        return std::string(url);
    }
    const std::size_t scheme = url.find("://");
    const std::size_t begin = scheme == std::string_view::npos || scheme > at ? 0 : scheme + 3;
    return std::string(url.substr(0, begin)) + "(hidden)" + std::string(url.substr(at));
}

}  // namespace dynoxx::aws
