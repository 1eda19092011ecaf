#include "conformance/sigv4_context.hpp"

#include "conformance/data.hpp"
#include "runtime/timestamp.hpp"

#include <simdjson.h>

namespace dynoxx::conformance {

SigningContext read_signing_context(const std::filesystem::path& folder) {
    simdjson::dom::parser parser;
    const simdjson::dom::element json = parser.parse(simdjson::padded_string(read_file(folder / "context.json")));
    const auto text = [](simdjson::simdjson_result<simdjson::dom::element> value) {
        return std::string(value.get_string().value());
    };
    const auto flag = [&json](const char* name, bool otherwise) {
        bool value = otherwise;
        return json[name].get(value) == simdjson::SUCCESS ? value : otherwise;
    };
    SigningContext context;
    context.access_key_id = text(json["credentials"]["access_key_id"]);
    context.secret = text(json["credentials"]["secret_access_key"]);
    if (std::string_view token; json["credentials"]["token"].get(token) == simdjson::SUCCESS) {
        context.token = token;
    }
    context.region = text(json["region"]);
    context.service = text(json["service"]);
    context.time = runtime::parse_iso8601(text(json["timestamp"])).value();
    if (std::int64_t seconds = 0; json["expiration_in_seconds"].get(seconds) == simdjson::SUCCESS) {
        context.expires = std::chrono::seconds(seconds);
    }
    context.normalize = flag("normalize", true);
    context.sign_body = flag("sign_body", false);
    context.omit_session_token = flag("omit_session_token", false);
    return context;
}

}  // namespace dynoxx::conformance
