#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"
#include "runtime/timestamp.hpp"
#include "sigv4/chunk.hpp"
#include "sigv4/sign.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using Json = simdjson::dom::element;

std::string text(simdjson::simdjson_result<Json> value) {
    return std::string(value.get_string().value());
}

std::vector<std::pair<std::string, std::string>> fields(simdjson::simdjson_result<Json> object) {
    std::vector<std::pair<std::string, std::string>> result;
    for (const auto& [name, value] : object_in(object)) {
        result.emplace_back(name, std::string(value.get_string().value()));
    }
    return result;
}

/// Compares a text with that of a member, if the member is there.
void compare(Case& one, const Json& json, const char* member, const std::string& actual) {
    if (std::string_view expected; json[member].get(expected) == simdjson::SUCCESS) {
        one.expect_equal(member, actual, expected);
    }
}

void run_file(const fs::path& path, Suite& suite) {
    simdjson::dom::parser parser;
    const Json json = parser.parse(simdjson::padded_string(read_file(path)));
    const std::string date = text(json["timestamp"]);
    const sigv4::SigningKey key(text(json["credentials"]["secretAccessKey"]), date.substr(0, 8), text(json["region"]),
                                text(json["service"]));

    suite.run_case("request", [&](Case& one) {
        const auto headers = fields(json["headers"]);
        const std::vector<sigv4::HeaderView> views(headers.begin(), headers.end());
        const std::string method = text(json["method"]);
        const std::string path_text = text(json["path"]);
        const std::string access_key_id = text(json["credentials"]["accessKeyId"]);
        std::string_view payload_hash;
        for (const auto& [name, value] : views) {
            payload_hash = name == "x-amz-content-sha256" ? value : payload_hash;
        }
        const sigv4::SigningInput input{
            .request = {.method = method, .path = path_text, .headers = views, .payload_hash = payload_hash},
            .time = runtime::parse_basic_timestamp(date).value(),
            .access_key_id = access_key_id,
            .path = json["doubleUriEncode"].get_bool().value() ? sigv4::PathRules() : sigv4::PathRules::s3()};
        const sigv4::SigningTexts texts = sigv4::explain_headers(input, key);
        compare(one, json, "canonicalRequest", texts.canonical_request);
        compare(one, json, "stringToSign", texts.string_to_sign);
        compare(one, json, "requestSignature", sigv4::sign_headers(input, key).signature);
    });

    for (const Json chunk : array_in(json["chunks"])) {
        suite.run_case("chunk of " + std::to_string(chunk["length"].get_uint64().value()) + " bytes", [&](Case& one) {
            const std::string bytes(chunk["length"].get_uint64().value(), text(chunk["bodyByte"]).at(0));
            const std::string previous = text(chunk["previousSignature"]);
            compare(one, chunk, "stringToSign", sigv4::chunk_string_to_sign(date, key.scope(), previous, bytes));
            compare(one, chunk, "signature", sigv4::sign_chunk(key, date, previous, bytes));
        });
    }

    if (Json trailer; json["trailer"].get(trailer) == simdjson::SUCCESS) {
        suite.run_case("trailer", [&](Case& one) {
            const auto headers = fields(trailer["headers"]);
            const std::vector<sigv4::HeaderView> views(headers.begin(), headers.end());
            const std::string previous = text(trailer["previousSignature"]);
            compare(one, trailer, "canonicalTrailer", sigv4::canonical_trailer(views));
            compare(one, trailer, "stringToSign", sigv4::trailer_string_to_sign(date, key.scope(), previous, views));
            compare(one, trailer, "signature", sigv4::sign_trailer(key, date, previous, views));
        });
    }
}

TEST(Conformance, sigv4_chunks_of_aws_c_auth) {
    run_suite("sigv4/aws-c-auth-chunked", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& path : files_in(folder, ".json")) {
            run_file(path, suite);
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
