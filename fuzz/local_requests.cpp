// HTTP requests to all four services of the local AWS, with signatures not checked: paths, queries, headers, forms, XML
// and JSON. Several may follow each other, with a line `%%` between them.
#include "fuzz/fuzz.hpp"
#include "fuzz/http_text.hpp"
#include "local/server/backend.hpp"
#include "tests/support/manual_clock.hpp"

namespace dynoxx::fuzz {

void run(std::string_view input) {
    static const test::ManualClock clock;
    local::server::ControlledClock controlled(clock);
    local::server::BackendOptions options;
    options.region = "us-east-1";
    options.account_id = "123456789012";
    options.access_key_id = "AKIDEXAMPLE";
    options.secret_access_key = "secret";
    options.checking = local::auth::Checking::Off;
    local::server::Backend backend(options, controlled);
    std::string arn;
    static_cast<void>(backend.create_bucket("bucket"));
    static_cast<void>(backend.create_key("alias/key", arn));
    while (!input.empty()) {
        const auto [text, rest] = parts_of<2>(input);
        std::optional<http::Request> request = request_of(text);
        if (request && !request->path.starts_with("/_local/faults")) {  // which would be answered with what they say
            const http::Response response = backend.handle(*request).response;
            require(response.status >= 200 && response.status < 600, "an answer has a status");
            require(response.status != 500, "the services are never at fault");
        }
        input = rest;
    }
}

}  // namespace dynoxx::fuzz
