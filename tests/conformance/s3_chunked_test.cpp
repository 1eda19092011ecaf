#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"
#include "local/auth/aws_chunked.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using Json = simdjson::dom::element;
using local::auth::DecodedBody;

std::string text(simdjson::simdjson_result<Json> value) {
    return std::string(value.get_string().value());
}

/// Decodes the input of a case. Its chunks are shorter than S3 allows.
auto decode(const Json& entry) {
    local::auth::ChunkSigning rules;
    rules.min_chunk_bytes = 1;
    if (std::uint64_t bytes = 0; entry["expected_decoded_length"].get(bytes) == simdjson::SUCCESS) {
        rules.decoded_bytes = bytes;
    }
    return local::auth::decode_aws_chunked(text(entry["input"]), rules);
}

void check_success(Case& one, const Json& entry) {
    const auto decoded = decode(entry);
    const auto* body = std::get_if<DecodedBody>(&decoded);
    one.expect(body != nullptr, "it is decoded");
    if (body == nullptr) {
        return;
    }
    one.expect_equal("output", body->body, text(entry["expect"]["output"]));
    std::string trailers;
    for (const auto& [name, value] : body->trailers) {
        trailers.append(name).append("=").append(value).append("\n");
    }
    std::string expected;
    for (const Json trailer : array_in(entry["expect"]["trailers"])) {
        expected.append(text(trailer["name"])).append("=").append(text(trailer["value"])).append("\n");
    }
    one.expect_equal("trailers", trailers, expected);
}

void check_error(Case& one, const Json& entry) {
    one.expect(!std::holds_alternative<DecodedBody>(decode(entry)), "it is refused");
}

void run_file(const fs::path& path, Suite& suite) {
    simdjson::dom::parser parser;
    const Json json = parser.parse(simdjson::padded_string(read_file(path)));
    for (const Json entry : array_in(json["success_tests"])) {
        suite.run_case(text(entry["description"]), [&entry](Case& one) { check_success(one, entry); });
    }
    for (const Json entry : array_in(json["error_tests"])) {
        suite.run_case(text(entry["description"]), [&entry](Case& one) { check_error(one, entry); });
    }
}

TEST(Conformance, s3_bodies_in_chunks) {
    run_suite("s3/aws-c-sdkutils-aws-chunked", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& path : files_in(folder, ".json")) {
            run_file(path, suite);
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
