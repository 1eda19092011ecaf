#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"
#include "runtime/encoding.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;

/// Gives the bytes as received: the sum covers them before any decompression.
std::string received(const simdjson::dom::element& json) {
    if (std::string_view text; json["body"].get(text) == simdjson::SUCCESS) {
        return std::string(text);
    }
    return std::string(runtime::text_of(runtime::base64_decode(json["bodyBase64"].get_string().value()).value()));
}

void run_file(const fs::path& path, Suite& suite) {
    simdjson::dom::parser parser;
    const simdjson::dom::element json = parser.parse(simdjson::padded_string(read_file(path)));
    std::size_t index = 0;
    for (const simdjson::dom::element entry : array_in(json)) {
        suite.run_case(path.filename().string() + " entry " + std::to_string(index++), [&entry](Case& one) {
            const std::string sum = std::to_string(runtime::crc32(runtime::bytes_of(received(entry))));
            const bool match = sum == entry["x-amz-crc32"].get_string().value();
            one.expect(match == entry["match"].get_bool().value(), "computed " + sum);
        });
    }
}

TEST(Conformance, crc32_of_dynamodb) {
    run_suite("dynamodb-crc32", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& path : files_in(folder, ".json")) {
            run_file(path, suite);
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
