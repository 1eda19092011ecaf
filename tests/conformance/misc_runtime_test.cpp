#include "aws/feature_ids.hpp"
#include "aws/trace_id.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"
#include "support/fake_system.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;
using simdjson::dom::object;

/// Reads headers of the form `Name: value`.
http::Headers headers_in(const JsonResult& json) {
    http::Headers headers;
    for (const element line : array_in(json)) {
        const std::string_view text = line.get_string().value();
        const std::size_t colon = text.find(": ");
        headers.add(std::string(text.substr(0, colon)), std::string(text.substr(colon + 2)));
    }
    return headers;
}

std::string text_of(const http::Headers& headers) {
    std::string text;
    for (const auto& [name, value] : headers) {
        text.append(name).append(": ").append(value).append("\n");
    }
    return text;
}

void check_trace_id(const element& test, Case& one) {
    test::FakeEnvironment environment;
    for (const auto [name, value] : object_in(test["env"])) {
        environment.set(std::string(name), std::string(value.get_string().value()));
    }
    http::Headers headers = headers_in(test["requestHeadersBefore"]);
    aws::add_trace_id(headers, environment);
    one.expect_equal("headers", text_of(headers), text_of(headers_in(test["requestHeadersAfter"])));
}

void run_trace_ids(const element& tests, Suite& suite) {
    std::size_t number = 0;
    for (const element test : array_in(tests)) {
        suite.run_case("recursion detection " + std::to_string(++number),
                       [&](Case& one) { check_trace_id(test, one); });
    }
}

void run_feature_ids(const element& features, Suite& suite) {
    const std::map<std::string_view, std::string_view> ours(aws::feature_ids.begin(), aws::feature_ids.end());
    for (const auto [name, id] : object_in(features)) {
        suite.run_case(std::string(name), [&, wanted = id.get_string().value(), key = name](Case& one) {
            const auto found = ours.find(key);
            one.expect_equal("id", found == ours.end() ? "" : found->second, wanted);
        });
    }
}

TEST(Conformance, trace_ids_and_feature_ids_of_smithy_rs) {
    run_suite("misc-runtime/smithy-rs", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, ".json")) {
            simdjson::dom::parser parser;
            const element json = parser.parse(simdjson::padded_string(read_file(file)));
            json.is_array() ? run_trace_ids(json, suite) : run_feature_ids(json, suite);
        }
        for (const fs::path& folder_of_data : folders_in(folder)) {
            for (const fs::directory_entry& file : fs::directory_iterator(folder_of_data)) {
                suite.run_case(file.path().filename().string(), [](Case& one) { one.skip("O4: request compression"); });
            }
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
