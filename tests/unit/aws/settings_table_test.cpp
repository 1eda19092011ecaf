// Goes through the table of settings: a new row is tested by its binding.
#include "aws/settings_table.hpp"

#include "aws/config_loader.hpp"
#include "aws/service.hpp"
#include "aws/setting_values.hpp"
#include "support/fake_system.hpp"

#include <dynoxx/key_provider.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>
#include <vector>

namespace dynoxx::aws {
namespace {

using test::FakeSystem;

constexpr const char* config_path = "/home/ada/.aws/config";
constexpr const char* credentials_path = "/home/ada/.aws/credentials";

/// A text that a setting accepts, and how `describe()` shows it.
struct Sample {
    std::string text;
    std::string shown;
};

/// Two different values.
struct Samples {
    Sample one;
    Sample other;
};

Samples texts(const std::string& one, const std::string& other) {
    return {{one, one}, {other, other}};
}

Samples samples(const TextBinding& binding) {
    switch (binding.form) {
        case TextForm::Any:
            break;
        case TextForm::Region:
            return texts("eu-west-1", "us-east-1");
        case TextForm::RegionSet:
            return texts("eu-west-1,us-east-1", "*");
        case TextForm::Account:
            return texts("123456789012", "210987654321");
        case TextForm::Path:
            return texts("/a", "/b");
        case TextForm::Url:
            return texts("http://a", "https://b:1");
        case TextForm::ProxyUrl:
            return {{"http://ada:very-secret@a:1", "http://(hidden)@a:1"}, {"b:3128", "b:3128"}};
    }
    return texts("some-text", "other-text");
}

Samples samples(const SwitchBinding& binding) {
    return texts(std::string(binding.on), std::string(binding.off));
}

Samples samples(const NumberBinding& binding) {
    return texts(std::to_string(binding.lowest), std::to_string(binding.highest));
}

Samples samples(const AttemptsBinding& binding) {
    return texts(std::to_string(binding.lowest), std::to_string(binding.highest));
}

Samples samples(const TimeBinding&) {
    return {{"7", "7000 ms"}, {"9", "9000 ms"}};
}

template <class Enum>
Samples samples(const WordBinding<Enum>& binding) {
    return texts(std::string(to_string(binding.words.back())), std::string(to_string(binding.words.front())));
}

Samples samples(const FileBinding&) {
    return texts("/a", "/b");
}

Samples samples(const ProfileBinding&) {
    return texts("a", "b");
}

Samples samples(const EndpointBinding&) {
    return texts("http://a", "http://b");
}

Samples samples(const CommonEndpointBinding&) {
    return texts("http://a", "http://b");
}

Samples samples(const ServicesBinding&) {
    return texts("local", "elsewhere");
}

Samples samples(const SourceBinding& binding) {
    return binding.secret ? Samples{{"very-secret", "(hidden)"}, {"other-secret", "(hidden)"}}
                          : texts("some-text", "other-text");
}

Samples samples(const CodeBinding& binding) {
    const std::string accepted(binding.accepted);
    return accepted == "a function" || accepted == "a provider"
               ? texts(accepted, accepted)
               : Samples{{"duration", "duration 900 s"}, {"policy", "policy"}};
}

/// Gives a text that a setting refuses, if there is one.
std::optional<std::string> wrong(const Binding& binding) {
    if (const auto* text = std::get_if<TextBinding>(&binding)) {
        const std::map<TextForm, std::string> wrongs = {{TextForm::Region, "no region"},
                                                        {TextForm::RegionSet, "eu-west-1,no region"},
                                                        {TextForm::Account, "12345678901"},
                                                        {TextForm::Url, "no-url"},
                                                        {TextForm::ProxyUrl, "socks5://ada:very-secret@a:1"}};
        const auto found = wrongs.find(text->form);
        return found == wrongs.end() ? std::nullopt : std::optional(found->second);
    }
    const bool free = std::holds_alternative<SourceBinding>(binding) || std::holds_alternative<FileBinding>(binding) ||
                      std::holds_alternative<CodeBinding>(binding);
    return free ? std::nullopt : std::optional<std::string>("no such value");
}

// What sets in code what a text says.

using Setter = std::function<void(AwsOptions&, const SettingRow&, const std::string&)>;

Setter text(AwsOptions& (AwsOptions::*set)(std::string) &) {
    return [set](AwsOptions& options, const SettingRow&, const std::string& text) { (options.*set)(text); };
}

Setter on_or_off(AwsOptions& (AwsOptions::*set)(Switch) &) {
    return [set](AwsOptions& options, const SettingRow& row, const std::string& text) {
        (options.*set)(text == std::get<SwitchBinding>(row.binding).on ? Switch::On : Switch::Off);
    };
}

Setter number(AwsOptions& (AwsOptions::*set)(int)&) {
    return [set](AwsOptions& options, const SettingRow&, const std::string& text) { (options.*set)(std::stoi(text)); };
}

Setter seconds(AwsOptions& (AwsOptions::*set)(AwsOptions::Duration) &) {
    return [set](AwsOptions& options, const SettingRow&, const std::string& text) {
        (options.*set)(std::chrono::seconds(std::stoi(text)));
    };
}

template <class Enum>
Setter word(AwsOptions& (AwsOptions::*set)(Enum) &) {
    return [set](AwsOptions& options, const SettingRow& row, const std::string& text) {
        for (const Enum one : std::get<WordBinding<Enum>>(row.binding).words) {
            if (to_string(one) == text) {
                (options.*set)(one);
            }
        }
    };
}

void set_endpoint(AwsOptions& options, const SettingRow& row, const std::string& url) {
    if (const auto* one = std::get_if<EndpointBinding>(&row.binding)) {
        options.endpoint(one->service, url);
    } else {
        options.endpoint(url);
    }
}

/// A source of data keys that has none.
class NoKeys final : public KeyProvider {
 public:
    void generate_data_key(DataKeyRequest, Done done) override { done(nullptr, ProvidedDataKey()); }
    void open_data_key(DataKeyRequest, Bytes, Done done) override { done(nullptr, ProvidedDataKey()); }
};

void set_role_options(AwsOptions& options, const SettingRow&, const std::string& text) {
    RoleOptions role;
    role.duration = std::chrono::seconds(text == "duration" ? 900 : 0);
    role.policy = text == "policy" ? "{}" : "";
    options.role_options(role);
}

const std::map<std::string_view, Setter>& setters() {
    static const std::map<std::string_view, Setter> all = {
        {"config_file", text(&AwsOptions::config_file)},
        {"credentials_file", text(&AwsOptions::credentials_file)},
        {"profile", text(&AwsOptions::profile)},
        {"region", text(&AwsOptions::region)},
        {"defaults_mode", word<DefaultsMode>(&AwsOptions::defaults_mode)},
        {"credentials", [](AwsOptions& options, const SettingRow&,
                           const std::string& text) { options.credentials(text, text, text); }},
        {"credentials_provider",
         [](AwsOptions& options, const SettingRow&, const std::string& text) {
             options.credentials_provider(text, [] { return ProvidedCredentials(); });
         }},
        {"account_id", text(&AwsOptions::account_id)},
        {"role_arn", text(&AwsOptions::role_arn)},
        {"role_session_name", text(&AwsOptions::role_session_name)},
        {"external_id", text(&AwsOptions::external_id)},
        {"role_options", set_role_options},
        {"mfa_token", [](AwsOptions& options, const SettingRow&,
                         const std::string&) { options.mfa_token([](std::string_view) { return std::string(); }); }},
        {"key_provider", [](AwsOptions& options, const SettingRow&,
                            const std::string&) { options.key_provider(std::make_shared<NoKeys>()); }},
        {"log", [](AwsOptions& options, const SettingRow&,
                   const std::string&) { options.log([](LogLevel, std::string_view) {}); }},
        {"ec2_metadata_disabled", on_or_off(&AwsOptions::ec2_metadata_disabled)},
        {"ec2_metadata_service_endpoint", text(&AwsOptions::ec2_metadata_service_endpoint)},
        {"ec2_metadata_service_endpoint_mode",
         word<MetadataEndpointMode>(&AwsOptions::ec2_metadata_service_endpoint_mode)},
        {"ec2_metadata_v1_disabled", on_or_off(&AwsOptions::ec2_metadata_v1_disabled)},
        {"metadata_service_timeout", seconds(&AwsOptions::metadata_service_timeout)},
        {"metadata_service_num_attempts", number(&AwsOptions::metadata_service_num_attempts)},
        {"ec2_instance_profile_name", text(&AwsOptions::ec2_instance_profile_name)},
        {"endpoint", set_endpoint},
        {"ignore_configured_endpoint_urls", on_or_off(&AwsOptions::ignore_configured_endpoint_urls)},
        {"use_fips", on_or_off(&AwsOptions::use_fips)},
        {"use_dual_stack", on_or_off(&AwsOptions::use_dual_stack)},
        {"account_id_endpoint_mode", word<AccountIdEndpointMode>(&AwsOptions::account_id_endpoint_mode)},
        {"sts_global_endpoint", on_or_off(&AwsOptions::sts_global_endpoint)},
        {"disable_host_prefix_injection", on_or_off(&AwsOptions::disable_host_prefix_injection)},
        {"sigv4a_signing_region_set", text(&AwsOptions::sigv4a_signing_region_set)},
        {"auth_scheme_preference", text(&AwsOptions::auth_scheme_preference)},
        {"app_id", text(&AwsOptions::app_id)},
        {"user_agent_extra", text(&AwsOptions::user_agent_extra)},
        {"disable_clock_skew_correction", on_or_off(&AwsOptions::disable_clock_skew_correction)},
        {"max_attempts", number(&AwsOptions::max_attempts)},
        {"retry_mode", word<RetryMode>(&AwsOptions::retry_mode)},
        {"attempt_timeout", seconds(&AwsOptions::attempt_timeout)},
        {"operation_timeout", seconds(&AwsOptions::operation_timeout)},
        {"connect_timeout", seconds(&AwsOptions::connect_timeout)},
        {"read_timeout", seconds(&AwsOptions::read_timeout)},
        {"max_connections", number(&AwsOptions::max_connections)},
        {"max_idle_connections", number(&AwsOptions::max_idle_connections)},
        {"tcp_keepalive", on_or_off(&AwsOptions::tcp_keepalive)},
        {"ca_bundle", text(&AwsOptions::ca_bundle)},
        {"minimum_tls", word<TlsVersion>(&AwsOptions::minimum_tls)},
        {"client_certificate", text(&AwsOptions::client_certificate)},
        {"client_key", text(&AwsOptions::client_key)},
        {"http_proxy", text(&AwsOptions::http_proxy)},
        {"https_proxy", text(&AwsOptions::https_proxy)},
        {"no_proxy", text(&AwsOptions::no_proxy)},
        {"request_checksum_calculation", word<ChecksumRule>(&AwsOptions::request_checksum_calculation)},
        {"response_checksum_validation", word<ChecksumRule>(&AwsOptions::response_checksum_validation)},
        {"s3_addressing_style", word<S3AddressingStyle>(&AwsOptions::s3_addressing_style)},
        {"s3_use_accelerate_endpoint", on_or_off(&AwsOptions::s3_use_accelerate_endpoint)},
        {"s3_use_arn_region", on_or_off(&AwsOptions::s3_use_arn_region)},
        {"s3_use_dual_stack", on_or_off(&AwsOptions::s3_use_dual_stack)},
        {"s3_disable_multiregion_access_points", on_or_off(&AwsOptions::s3_disable_multiregion_access_points)},
        {"s3_us_east_1_global_endpoint", on_or_off(&AwsOptions::s3_us_east_1_global_endpoint)},
        {"s3_payload_signing_enabled", on_or_off(&AwsOptions::s3_payload_signing_enabled)},
        {"data_key_uses", number(&AwsOptions::data_key_uses)},
        {"data_key_bytes", number(&AwsOptions::data_key_bytes)},
        {"data_key_age", seconds(&AwsOptions::data_key_age)},
        {"data_key_entries", number(&AwsOptions::data_key_entries)},
        {"s3_multipart_threshold", number(&AwsOptions::s3_multipart_threshold)},
        {"s3_multipart_chunksize", number(&AwsOptions::s3_multipart_chunksize)},
        {"s3_max_concurrent_requests", number(&AwsOptions::s3_max_concurrent_requests)},
    };
    return all;
}

/// A machine on which one setting is set in some places.
class Machine {
 public:
    explicit Machine(const SettingRow& row) : row_(row) {
        fake_.environment.set("HOME", "/home/ada");
        for (const char* file : {"/a", "/b"}) {
            fake_.files.set(file, "");
        }
        if (row.name == "client_key") {
            options_.client_certificate("/certificate");
        }
        if (row.name == "role_session_name" || row.name == "external_id" || row.name == "role_options") {
            options_.role_arn("arn:aws:iam::123456789012:role/r");
        }
    }

    void set_code(const std::string& text) { setters().at(row_.code)(options_, row_, text); }
    void set_variable(std::string_view name, const std::string& text) {
        fake_.environment.set(std::string(name), text);
    }
    void set_config(std::string_view key, const std::string& text) { config_ += line(key, text); }
    void set_credentials(std::string_view key, const std::string& text) { credentials_ += line(key, text); }

    Result<AwsConfig> load() {
        const bool is_endpoint = std::holds_alternative<EndpointBinding>(row_.binding);
        fake_.files.set(config_path,
                        "[profile a]\n[profile b]\n[services elsewhere]\n" +
                            std::string(is_endpoint ? "[services local]\n" + config_ : "[services local]\n") +
                            "[default]\n" + (is_endpoint ? "services = local\n" : config_));
        fake_.files.set(credentials_path, "[default]\n" + credentials_);
        return load_config(options_, fake_.system());
    }

    /// Gives value and origin as `describe()` shows them.
    std::string shown() {
        for (const AwsConfig::Line& line : load().value().describe()) {
            if (line.name == row_.name) {
                return line.value + " from " + line.origin;
            }
        }
        return "not in describe()";
    }

 private:
    static std::string line(std::string_view key, const std::string& text) {
        const std::size_t dot = key.find('.');
        if (dot == std::string_view::npos) {
            return std::string(key) + " = " + text + "\n";
        }
        return std::string(key.substr(0, dot)) + " =\n  " + std::string(key.substr(dot + 1)) + " = " + text + "\n";
    }

    const SettingRow& row_;
    AwsOptions options_;
    FakeSystem fake_;
    std::string config_;
    std::string credentials_;
};

/// A place where a setting can be set.
struct Place {
    std::function<void(Machine&, const std::string&)> set;
    std::string origin;  ///< begins so
};

/// Gives the places of a setting, the one that counts most first.
std::vector<Place> places(const SettingRow& row) {
    std::vector<Place> all;
    if (!row.code.empty()) {
        all.push_back({[](Machine& machine, const std::string& text) { machine.set_code(text); }, "code"});
    }
    for (const std::string_view name : row.variables) {
        if (!name.empty()) {
            all.push_back({[name](Machine& machine, const std::string& text) { machine.set_variable(name, text); },
                           "environment variable " + std::string(name)});
        }
    }
    const std::string_view key = row.keys.front();
    if (!key.empty() && !std::holds_alternative<EndpointBinding>(row.binding)) {
        all.push_back({[key](Machine& machine, const std::string& text) { machine.set_credentials(key, text); },
                       std::string(credentials_path) + ":"});
    }
    for (const std::string_view name : row.keys) {
        if (!name.empty()) {
            all.push_back({[name](Machine& machine, const std::string& text) { machine.set_config(name, text); },
                           std::string(config_path) + ":"});
        }
    }
    return all;
}

Samples samples_of(const SettingRow& row) {
    return std::visit([](const auto& binding) { return samples(binding); }, row.binding);
}

class EachSetting : public testing::TestWithParam<SettingRow> {
 protected:
    const SettingRow& row = GetParam();
    std::vector<Place> all = places(row);
    Samples two = samples_of(row);
};

TEST_P(EachSetting, is_taken_from_the_first_place_that_has_it) {
    ASSERT_FALSE(all.empty());
    for (std::size_t i = 0; i < all.size(); ++i) {
        Machine machine(row);
        all[i].set(machine, two.one.text);
        if (i + 1 < all.size()) {
            all[i + 1].set(machine, two.other.text);
        }
        EXPECT_THAT(machine.shown(), testing::StartsWith(two.one.shown + " from " + all[i].origin));
    }
}

TEST_P(EachSetting, counts_as_unset_where_its_text_is_empty) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (const char* empty : {"", "  "}) {
            Machine machine(row);
            std::string expected = two.one.shown + " from ";
            if (all[i].origin == "code") {
                continue;
            }
            all[i].set(machine, empty);
            if (i + 1 == all.size()) {
                EXPECT_THAT(machine.shown(), testing::EndsWith(" from default"));
            } else if (all[i].origin != std::string(credentials_path) + ":") {
                all[i + 1].set(machine, two.one.text);
                EXPECT_THAT(machine.shown(), testing::StartsWith(expected + all[i + 1].origin));
            }
        }
    }
}

TEST_P(EachSetting, is_refused_with_its_origin_where_it_is_wrong) {
    const std::optional<std::string> text = wrong(row.binding);
    if (!text) {
        return;
    }
    for (const Place& place : all) {
        const bool typed = !std::holds_alternative<TextBinding>(row.binding) &&
                           !std::holds_alternative<EndpointBinding>(row.binding) &&
                           !std::holds_alternative<CommonEndpointBinding>(row.binding) &&
                           !std::holds_alternative<ProfileBinding>(row.binding);
        if (place.origin == "code" && typed) {
            continue;
        }
        Machine machine(row);
        place.set(machine, *text);
        const Result<AwsConfig> result = machine.load();
        ASSERT_TRUE(result.has_error()) << place.origin;
        const std::string origin = place.origin == "code" ? "AwsOptions::" + std::string(row.code) : place.origin;
        EXPECT_THAT(result.error().message(), testing::StartsWith(origin));
        EXPECT_THAT(result.error().message(), testing::Not(testing::HasSubstr("very-secret")));
    }
}

TEST_P(EachSetting, has_its_default_where_nobody_sets_it) {
    const std::string shown = Machine(row).shown();
    const std::string written = fallback_of(row);
    if (row.fallback.empty() && written != "none") {
        EXPECT_EQ(shown, written + " from default");
    } else {
        EXPECT_THAT(shown, testing::EndsWith(" from default"));
    }
}

TEST_P(EachSetting, makes_configurations_differ) {
    for (const Place& place : all) {
        Machine machine(row);
        place.set(machine, two.one.text);
        Machine other(row);
        place.set(other, two.other.text);
        const bool counts = row.name != "log";  // where log lines go changes no request
        EXPECT_EQ(machine.load().value() == other.load().value(), !counts) << place.origin;
        EXPECT_TRUE(machine.load().value() == machine.load().value());
    }
}

TEST_P(EachSetting, is_described_in_a_sentence) {
    EXPECT_THAT(row.meaning, testing::EndsWith("."));
    EXPECT_NE(accepts(row), "");
    if (!row.code.empty()) {
        EXPECT_TRUE(setters().contains(row.code)) << "the test needs to know the function of AwsOptions";
    }
}

INSTANTIATE_TEST_SUITE_P(Table, EachSetting, testing::ValuesIn(settings().begin(), settings().end()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(SettingsTable, has_each_name_once) {
    std::set<std::string_view> names;
    for (const SettingRow& row : settings()) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
    }
}

TEST(SettingsTable, shows_of_the_options_of_a_role_what_is_set) {
    RoleOptions role;
    role.duration = std::chrono::hours(1);
    role.mfa_serial = "arn:aws:iam::123456789012:mfa/ada";
    role.policy_arns = {"arn:aws:iam::aws:policy/ReadOnlyAccess"};
    role.tags = {{"team", "very-secret"}};
    role.transitive_tags = {"team"};
    role.source_identity = "ada";
    FakeSystem fake;
    const AwsConfig config =
        load_config(AwsOptions().role_arn("arn:aws:iam::123456789012:role/r").role_options(role), fake.system())
            .value();
    EXPECT_EQ(show_setting(setting("role_options"), config.data()).value,
              "duration 3600 s, mfa_serial arn:aws:iam::123456789012:mfa/ada, policy_arns, tags, transitive_tags, "
              "source_identity ada");
}

TEST(SettingsTable, has_an_endpoint_for_each_service) {
    std::set<AwsService> found;
    for (const SettingRow& row : settings()) {
        if (const auto* binding = std::get_if<EndpointBinding>(&row.binding)) {
            found.insert(binding->service);
        }
    }
    EXPECT_EQ(found.size(), services.size());
}

}  // namespace
}  // namespace dynoxx::aws
