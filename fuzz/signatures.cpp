// Signed requests as the local AWS checks them: an HTTP request, with its signature in a header or in the query. No
// input holds a right signature.
#include "fuzz/fuzz.hpp"
#include "fuzz/http_text.hpp"
#include "local/auth/verifier.hpp"
#include "tests/support/manual_clock.hpp"

namespace dynoxx::fuzz {

void run(std::string_view input) {
    static const test::ManualClock clock;
    static const local::auth::CredentialStore store = [] {
        local::auth::CredentialStore result;
        result.add("AKIDEXAMPLE", "secret", {});
        return result;
    }();
    static_cast<void>(sigv4::parse_authorization(input));
    std::optional<http::Request> request = request_of(input);
    if (!request) {
        return;
    }
    for (const std::string_view service : {"dynamodb", "s3"}) {
        local::auth::Verifier verifier(store, {}, "us-east-1", clock, local::auth::Checking::On);
        const local::auth::Verdict verdict = verifier.verify(*request, service);
        require(std::holds_alternative<local::auth::Denied>(verdict), "nobody is let in who has not the secret");
    }
}

}  // namespace dynoxx::fuzz
