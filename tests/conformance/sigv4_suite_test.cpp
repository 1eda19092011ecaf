#include "conformance/data.hpp"
#include "conformance/sigv4_context.hpp"
#include "conformance/sigv4_http_text.hpp"
#include "conformance/suite.hpp"
#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"
#include "sigv4/presign.hpp"
#include "sigv4/verify.hpp"

#include <gtest/gtest.h>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;

/// One case with everything that signing takes.
class SigningCase {
 public:
    SigningCase(fs::path folder, Case& one)
        : folder_(std::move(folder)),
          case_(one),
          context_(read_signing_context(folder_)),
          request_(HttpText::parse(read_file(folder_ / "request.txt"))),
          payload_hash_(sigv4::sha256_hex(request_.body)),
          key_(context_.secret, runtime::format_basic_timestamp(context_.time).substr(0, 8), context_.region,
               context_.service) {}

    void check_headers() {
        HttpText sent = request_;
        if (context_.sign_body) {
            sent.headers.emplace_back("x-amz-content-sha256", payload_hash_);
        }
        const std::vector<sigv4::HeaderView> views = sent.header_views();
        const sigv4::SigningInput input = input_of(views);
        const sigv4::SigningTexts texts = sigv4::explain_headers(input, key_);
        sigv4::SignedHeaders result = sigv4::sign_headers(input, key_);
        compare("header-canonical-request.txt", texts.canonical_request);
        compare("header-string-to-sign.txt", texts.string_to_sign);
        compare("header-signature.txt", result.signature);

        HttpText signed_request = request_;
        if (!context_.token.empty()) {
            signed_request.headers.emplace_back("X-Amz-Security-Token", context_.token);
        }
        signed_request.headers.emplace_back("X-Amz-Date", result.amz_date);
        if (context_.sign_body) {
            signed_request.headers.push_back(sent.headers.back());
        }
        signed_request.headers.emplace_back("Authorization", result.authorization);
        compare("header-signed-request.txt", signed_request.print());
        verify(signed_request, result.signature);
    }

    void check_query() {
        const std::vector<sigv4::HeaderView> views = request_.header_views();
        const sigv4::SigningInput input = input_of(views);
        const sigv4::SigningTexts texts = sigv4::explain_query(input, key_, context_.expires);
        HttpText signed_request = request_;
        signed_request.query = sigv4::presign_query(input, key_, context_.expires);
        const std::string signature = signed_request.query.substr(signed_request.query.rfind('=') + 1);
        compare("query-canonical-request.txt", texts.canonical_request);
        compare("query-string-to-sign.txt", texts.string_to_sign);
        compare("query-signature.txt", signature);
        compare("query-signed-request.txt", signed_request.print());
        if (!context_.omit_session_token) {
            verify(signed_request, signature);
        }
    }

 private:
    [[nodiscard]] sigv4::SigningInput input_of(std::span<const sigv4::HeaderView> headers) const {
        return {.request = request_view(request_, headers),
                .time = context_.time,
                .access_key_id = context_.access_key_id,
                .session_token = context_.token,
                .path = rules(),
                .token = context_.omit_session_token ? sigv4::SessionToken::AfterSigning : sigv4::SessionToken::Signed};
    }

    [[nodiscard]] sigv4::RequestView request_view(const HttpText& request,
                                                  std::span<const sigv4::HeaderView> headers) const {
        return {.method = request.method,
                .path = request.path,
                .query = request.query,
                .headers = headers,
                .payload_hash = payload_hash_};
    }

    [[nodiscard]] sigv4::PathRules rules() const { return {.normalize = context_.normalize, .encode = true}; }

    void compare(const char* file, const std::string& actual) {
        if (const std::optional<std::string> expected = try_read_file(folder_ / file)) {
            case_.expect_equal(file, without_last_line_ends(actual), without_last_line_ends(*expected));
        }
    }

    /// Takes the signed request apart as a server does and computes the signature again.
    void verify(const HttpText& signed_request, const std::string& signature) {
        const std::vector<sigv4::HeaderView> views = signed_request.header_views();
        const sigv4::RequestView view = request_view(signed_request, views);
        const std::optional<sigv4::PresentedSignature> presented = sigv4::find_signature(view);
        if (!presented || !presented->is_complete()) {
            case_.expect(false, "the server's side finds no complete signature");
            return;
        }
        case_.expect_equal("signature of the server's side",
                           sigv4::expected_signature(view, *presented, key_, rules()).signature, signature);
    }

    fs::path folder_;
    Case& case_;
    SigningContext context_;
    HttpText request_;
    std::string payload_hash_;
    sigv4::SigningKey key_;
};

TEST(Conformance, sigv4_of_aws_c_auth) {
    run_suite("sigv4/aws-c-auth-v4", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& path : folders_in(folder)) {
            suite.run_case(path.filename().string(), [&path](Case& one) {
                SigningCase signing(path, one);
                signing.check_headers();
                signing.check_query();
            });
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
