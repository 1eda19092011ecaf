#include "conformance/data.hpp"
#include "conformance/sigv4_http_text.hpp"
#include "conformance/suite.hpp"
#include "runtime/timestamp.hpp"
#include "sigv4/verify.hpp"

#include <gtest/gtest.h>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;

/// Constants of the suite, which has no context.json.
constexpr std::string_view access_key_id = "AKIDEXAMPLE";
constexpr std::string_view secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr std::string_view default_date = "20150830T123600Z";
constexpr std::string_view default_scope = "20150830/us-east-1/service/aws4_request";

std::string line_after(std::string_view text, std::string_view start, std::string_view otherwise) {
    const std::size_t found = text.find(start);
    if (found == std::string_view::npos) {
        return std::string(otherwise);
    }
    text.remove_prefix(found + start.size());
    return std::string(text.substr(0, text.find('\n')));
}

/// Gives the parts of day/region/service/aws4_request.
std::vector<std::string> parts_of(std::string_view scope) {
    std::vector<std::string> parts;
    while (!scope.empty()) {
        const std::size_t slash = std::min(scope.find('/'), scope.size());
        parts.emplace_back(scope.substr(0, slash));
        scope.remove_prefix(std::min(slash + 1, scope.size()));
    }
    parts.resize(4);
    return parts;
}

void check_case(const fs::path& folder, Case& one) {
    const HttpText request = HttpText::parse(read_file(folder / "request.txt"));
    const std::string canonical = without_last_line_ends(read_file(folder / "header-canonical-request.txt"));
    // The files of a case may have been made at another time and for another service than the suite's constants: each
    // is asked for what it was made with.
    const std::string date = line_after(canonical, "\nx-amz-date:", default_date);
    const std::optional<std::string> to_sign = try_read_file(folder / "header-string-to-sign.txt");
    const std::string scope = to_sign ? line_after(*to_sign, date + "\n", default_scope)
                                      : date.substr(0, 8) + std::string(default_scope.substr(8));
    const std::vector<std::string> parts = parts_of(scope);
    const sigv4::SigningKey key(secret, parts[0], parts[1], parts[2]);

    const std::vector<sigv4::HeaderView> views = request.header_views();
    const std::string payload_hash = sigv4::sha256_hex(request.body);
    const sigv4::SigningInput input{.request = {.method = request.method,
                                                .path = request.path,
                                                .query = request.query,
                                                .headers = views,
                                                .payload_hash = payload_hash},
                                    .time = runtime::parse_basic_timestamp(date).value(),
                                    .access_key_id = access_key_id};
    const sigv4::SigningTexts texts = sigv4::explain_headers(input, key);
    one.expect_equal("canonical request", texts.canonical_request, canonical);
    if (to_sign) {
        one.expect_equal("string to sign", texts.string_to_sign, without_last_line_ends(*to_sign));
    }
    if (const std::optional<std::string> signature = try_read_file(folder / "header-signature.txt")) {
        one.expect_equal("signature", sigv4::sign_headers(input, key).signature, without_last_line_ends(*signature));
    }
    // A signed request can be compared if it was made with the credentials and the time of the other files.
    if (const std::optional<std::string> sent = try_read_file(folder / "header-signed-request.txt")) {
        const HttpText signed_request = HttpText::parse(*sent);
        const std::vector<sigv4::HeaderView> sent_views = signed_request.header_views();
        const auto presented = sigv4::find_signature({.headers = sent_views});
        one.expect(presented && presented->is_complete(), "the signed request has no complete signature");
        if (presented && presented->access_key_id == access_key_id && presented->amz_date == date) {
            one.expect_equal("signature of the signed request", sigv4::sign_headers(input, key).signature,
                             presented->signature);
        }
    }
}

TEST(Conformance, sigv4_double_encoding_of_smithy_rs) {
    run_suite("sigv4/smithy-rs-extra", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& path : folders_in(folder)) {
            suite.run_case(path.filename().string(), [&path](Case& one) { check_case(path, one); });
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
