#include "aws/error_response.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <optional>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;

/// A service of ours that speaks the protocol of a file.
std::optional<AwsService> service_of(const std::string& file) {
    if (file.starts_with("json")) {
        return AwsService::DynamoDB;
    }
    if (file.starts_with("rest-xml")) {
        return AwsService::S3;
    }
    return file.starts_with("query") ? std::optional(AwsService::Sts) : std::nullopt;
}

http::Response response_of(const element& json) {
    http::Response response;
    response.status = static_cast<int>(json["status_code"].get_int64().value());
    if (simdjson::dom::object headers; json["headers"].get(headers) == simdjson::SUCCESS) {
        for (const auto [name, value] : headers) {
            response.headers.add(std::string(name), std::string(value.get_string().value()));
        }
    }
    if (std::string_view body; json["body"].get(body) == simdjson::SUCCESS) {
        response.body = body;
    }
    return response;
}

void check(AwsService service, const element& test, Case& one) {
    std::string_view code;
    if (test["errorCode"].get(code) != simdjson::SUCCESS) {
        one.skip("O3: expects no error");
        return;
    }
    const aws::ErrorResponse error = aws::parse_error_response(service, response_of(test["response"]));
    one.expect_equal("code", error.code, code);
    if (std::string_view message; test["errorMessage"].get(message) == simdjson::SUCCESS) {
        one.expect_equal("message", error.message, message);
    }
}

TEST(Conformance, error_answers_of_every_protocol) {
    run_suite("protocol/botocore/output", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& file : files_in(folder, ".json")) {
            const std::string name = file.filename().string();
            simdjson::dom::parser parser;
            const element json = parser.parse(simdjson::padded_string(read_file(file)));
            for (const element group : array_in(json)) {
                for (const element test : array_in(group["cases"])) {
                    suite.run_case(name + ": " + std::string(test["id"].get_string().value()), [&](Case& one) {
                        const auto service = service_of(name);
                        one.expect(service.has_value(), "the protocol of " + name + " is one of ours");
                        if (service) {
                            check(*service, test, one);
                        }
                    });
                }
            }
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
