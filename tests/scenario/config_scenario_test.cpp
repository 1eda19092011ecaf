#include "aws/config_loader.hpp"
#include "support/fake_system.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace dynoxx {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const fs::path& path) {
    std::vector<std::string> lines;
    std::istringstream in(read_file(path));
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.front() != '#') {
            lines.push_back(line);
        }
    }
    return lines;
}

AwsService service_of(const std::string& key) {
    const std::map<std::string, AwsService> keys = {
        {"dynamodb", AwsService::DynamoDB}, {"s3", AwsService::S3},   {"kms", AwsService::Kms},
        {"sts", AwsService::Sts},           {"sso", AwsService::Sso}, {"sso_oidc", AwsService::SsoOidc},
        {"signin", AwsService::Signin}};
    return keys.at(key);
}

AwsOptions options_of(const fs::path& path) {
    using Words = std::vector<std::string>;
    const auto time = [](const std::string& text) { return AwsOptions::Duration(std::stoll(text)); };
    AwsOptions options;
    const std::map<std::string, std::function<void(const Words&)>> setters = {
        {"region", [&](const Words& w) { options.region(w.at(1)); }},
        {"profile", [&](const Words& w) { options.profile(w.at(1)); }},
        {"credentials", [&](const Words& w) { options.credentials(w.at(1), w.size() > 2 ? w.at(2) : ""); }},
        {"role_arn", [&](const Words& w) { options.role_arn(w.at(1)); }},
        {"role_session_name", [&](const Words& w) { options.role_session_name(w.at(1)); }},
        {"external_id", [&](const Words& w) { options.external_id(w.at(1)); }},
        {"endpoint",
         [&](const Words& w) {
             w.size() > 2 ? options.endpoint(service_of(w.at(1)), w.at(2)) : options.endpoint(w.at(1));
         }},
        {"connect_timeout", [&](const Words& w) { options.connect_timeout(time(w.at(1))); }},
        {"read_timeout", [&](const Words& w) { options.read_timeout(time(w.at(1))); }},
        {"attempt_timeout", [&](const Words& w) { options.attempt_timeout(time(w.at(1))); }},
        {"operation_timeout", [&](const Words& w) { options.operation_timeout(time(w.at(1))); }},
        {"max_attempts", [&](const Words& w) { options.max_attempts(std::stoi(w.at(1))); }},
        {"retry_mode",
         [&](const Words& w) {
             options.retry_mode(w.at(1) == "adaptive" ? RetryMode::Adaptive : RetryMode::Standard);
         }},
        {"ca_bundle", [&](const Words& w) { options.ca_bundle(w.at(1)); }},
        {"config_file", [&](const Words& w) { options.config_file(w.at(1)); }},
        {"credentials_file", [&](const Words& w) { options.credentials_file(w.at(1)); }},
    };
    for (const std::string& line : lines_of(path)) {
        std::istringstream in(line);
        const Words words{std::istream_iterator<std::string>(in), {}};
        setters.at(words.at(0))(words);
    }
    return options;
}

test::FakeSystem system_of(const fs::path& directory) {
    test::FakeSystem fake;
    fake.environment.set("HOME", "/home/ada");
    for (const std::string& line : lines_of(directory / "env")) {
        const std::size_t equals = line.find('=');
        fake.environment.set(line.substr(0, equals), line.substr(equals + 1));
    }
    for (const char* file : {"config", "credentials"}) {
        if (fs::exists(directory / file)) {
            fake.files.set("/home/ada/.aws/" + std::string(file), read_file(directory / file));
        }
    }
    std::istringstream more(read_file(directory / "files"));
    std::string path;
    std::string text;
    for (std::string line; std::getline(more, line);) {
        if (line.starts_with(">>> ")) {
            path = line.substr(4);
            text.clear();
        } else {
            text += line + "\n";
        }
        fake.files.set(path, text);
    }
    return fake;
}

/// Writes a result in the words of an `expect` file.
std::vector<std::string> words_of(const Result<AwsConfig>& result) {
    if (result.has_error()) {
        return {"error " + std::to_string(static_cast<int>(result.error().code())) + " " + result.error().message()};
    }
    std::vector<std::string> words;
    for (const AwsConfig::Line& line : result->describe()) {
        words.push_back(line.name + " = " + line.value + " (" + line.origin + ")");
    }
    if (const auto region = result->required_region(); region.has_error()) {
        words.push_back("missing_region " + region.error().message());
    }
    for (const std::string& warning : result->warnings()) {
        words.push_back("warning " + warning);
    }
    return words;
}

bool is_met(const std::string& expectation, const std::vector<std::string>& words) {
    if (!expectation.starts_with("warning ")) {
        return std::ranges::find(words, expectation) != words.end();
    }
    return std::ranges::any_of(words, [text = expectation.substr(8)](const std::string& word) {
        return word.starts_with("warning ") && word.find(text) != std::string::npos;
    });
}

class ConfigScenario : public testing::TestWithParam<fs::path> {};

TEST_P(ConfigScenario, resolves_as_expected) {
    const test::FakeSystem fake = system_of(GetParam());
    const std::vector<std::string> words =
        words_of(aws::load_config(options_of(GetParam() / "options"), fake.system()));
    const std::vector<std::string> expectations = lines_of(GetParam() / "expect");
    ASSERT_FALSE(expectations.empty());
    std::string all;
    for (const std::string& word : words) {
        all += "  " + word + "\n";
    }
    for (const std::string& expectation : expectations) {
        EXPECT_TRUE(is_met(expectation, words)) << "expected: " << expectation << "\nfound:\n" << all;
    }
    if (words.front().starts_with("error ")) {
        EXPECT_TRUE(expectations.front().starts_with("error ")) << all;
    }
    EXPECT_LE(fake.files.reads, 2) << "each file is read once";
}

std::vector<fs::path> scenarios() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(DYNOXX_SCENARIO_DIR)) {
        if (entry.is_directory()) {
            found.push_back(entry.path());
        }
    }
    std::ranges::sort(found);
    return found;
}

INSTANTIATE_TEST_SUITE_P(Directories, ConfigScenario, testing::ValuesIn(scenarios()), [](const auto& scenario) {
    std::string name = scenario.param.filename().string();
    std::ranges::replace(name, '-', '_');
    return name;
});

}  // namespace
}  // namespace dynoxx
