#include "conformance/data.hpp"
#include "conformance/sigv4_context.hpp"
#include "conformance/sigv4_http_text.hpp"
#include "conformance/suite.hpp"
#include "runtime/encoding.hpp"
#include "sigv4/asymmetric_key.hpp"
#include "sigv4/presign.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;

/// Gives what comes before the signature of a signed request: no two signatures are the same.
std::string without_signature(const std::string& text, const std::string& before) {
    const std::size_t at = text.find(before);
    return at == std::string::npos ? text : text.substr(0, at + before.size());
}

std::vector<std::byte> bytes_of_hex(std::string_view hex) {
    std::vector<std::byte> bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes.push_back(static_cast<std::byte>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
    }
    return bytes;
}

/// One case with everything that signing takes.
class AsymmetricCase {
 public:
    AsymmetricCase(fs::path folder, Case& one)
        : folder_(std::move(folder)),
          case_(one),
          context_(read_signing_context(folder_)),
          request_(HttpText::parse(read_file(folder_ / "request.txt"))),
          payload_hash_(sigv4::sha256_hex(request_.body)),
          key_(context_.access_key_id, context_.secret, context_.service) {}

    void check_key() {
        simdjson::dom::parser parser;
        const simdjson::dom::element json =
            parser.parse(simdjson::padded_string(read_file(folder_ / "public-key.json")));
        case_.expect_equal("X", runtime::hex_encode(key_.public_x()), json["X"].get_string().value());
        case_.expect_equal("Y", runtime::hex_encode(key_.public_y()), json["Y"].get_string().value());
    }

    void check_headers() {
        HttpText sent = request_;
        if (context_.sign_body) {
            sent.headers.emplace_back("x-amz-content-sha256", payload_hash_);
        }
        const std::vector<sigv4::HeaderView> views = sent.header_views();
        const sigv4::SigningInput input = input_of(views);
        const sigv4::SigningTexts texts = sigv4::explain_headers(input, key_, context_.region);
        const sigv4::SignedHeaders result = sigv4::sign_headers(input, key_, context_.region);
        compare("header-canonical-request.txt", texts.canonical_request);
        compare("header-string-to-sign.txt", texts.string_to_sign);
        check_signature("header-signature.txt", texts.string_to_sign, result.signature);

        HttpText signed_request = request_;
        if (!context_.token.empty()) {
            signed_request.headers.emplace_back("X-Amz-Security-Token", context_.token);
        }
        signed_request.headers.emplace_back("X-Amz-Date", result.amz_date);
        signed_request.headers.emplace_back("X-Amz-Region-Set", context_.region);
        if (context_.sign_body) {
            signed_request.headers.push_back(sent.headers.back());
        }
        signed_request.headers.emplace_back("Authorization", result.authorization);
        compare("header-signed-request.txt", signed_request.print(), "Signature=");
    }

    void check_query() {
        const std::vector<sigv4::HeaderView> views = request_.header_views();
        const sigv4::SigningInput input = input_of(views);
        const sigv4::SigningTexts texts = sigv4::explain_query(input, key_, context_.region, context_.expires);
        const std::string query = sigv4::presign_query(input, key_, context_.region, context_.expires);
        compare("query-canonical-request.txt", texts.canonical_request);
        compare("query-string-to-sign.txt", texts.string_to_sign);
        check_signature("query-signature.txt", texts.string_to_sign, query.substr(query.rfind('=') + 1));
    }

 private:
    [[nodiscard]] sigv4::SigningInput input_of(std::span<const sigv4::HeaderView> headers) const {
        return {.request = {.method = request_.method,
                            .path = request_.path,
                            .query = request_.query,
                            .headers = headers,
                            .payload_hash = payload_hash_},
                .time = context_.time,
                .access_key_id = context_.access_key_id,
                .session_token = context_.token,
                .path = {.normalize = context_.normalize, .encode = true},
                .token = context_.omit_session_token ? sigv4::SessionToken::AfterSigning : sigv4::SessionToken::Signed};
    }

    void compare(const char* file, const std::string& actual) {
        if (const std::optional<std::string> expected = try_read_file(folder_ / file)) {
            case_.expect_equal(file, without_last_line_ends(actual), without_last_line_ends(*expected));
        }
    }

    void compare(const char* file, const std::string& actual, const std::string& up_to) {
        if (const std::optional<std::string> expected = try_read_file(folder_ / file)) {
            case_.expect_equal(file, without_signature(actual, up_to), without_signature(*expected, up_to));
        }
    }

    /// The public key is that of the data (see `check_key`): it must accept our signature and theirs, of this text
    /// only.
    void check_signature(const char* file, const std::string& text, const std::string& ours) {
        case_.expect(key_.verify(text, bytes_of_hex(ours)), std::string("our signature for ") + file);
        case_.expect(!key_.verify(text + "x", bytes_of_hex(ours)), std::string("another text for ") + file);
        if (const std::optional<std::string> theirs = try_read_file(folder_ / file)) {
            case_.expect(key_.verify(text, bytes_of_hex(without_last_line_ends(*theirs))), file);
        }
    }

    fs::path folder_;
    Case& case_;
    SigningContext context_;
    HttpText request_;
    std::string payload_hash_;
    sigv4::AsymmetricKey key_;
};

TEST(Conformance, sigv4a_of_aws_c_auth) {
    run_suite("sigv4/aws-c-auth-v4a", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& path : folders_in(folder)) {
            suite.run_case(path.filename().string(), [&path](Case& one) {
                AsymmetricCase signing(path, one);
                if (fs::exists(path / "public-key.json")) {
                    signing.check_key();
                }
                signing.check_headers();
                signing.check_query();
            });
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
