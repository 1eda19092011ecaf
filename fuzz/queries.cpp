// Query strings and paths: how the client makes them canonical, and how the local AWS takes them apart.
#include "fuzz/fuzz.hpp"
#include "local/support/query_string.hpp"
#include "sigv4/canonical.hpp"

#include <string>

namespace dynoxx::fuzz {

void run(std::string_view input) {
    using local::support::Parameters;
    for (const auto plus : {local::support::Plus::IsBlank, local::support::Plus::IsPlus}) {
        for (const auto& [name, value] : Parameters::parse(input, plus)) {
            require(name.size() + value.size() <= input.size(), "a decoded parameter is not longer than its text");
        }
    }
    const std::string query = sigv4::canonical_query(input);
    require(sigv4::canonical_query(query) == query, "a canonical query stays as it is");
    const std::string path = sigv4::canonical_path(input, sigv4::PathRules::s3());
    require(!path.empty(), "a path is never empty");
    const std::string normal = sigv4::canonical_path(input, {.normalize = true, .encode = false});
    require(sigv4::canonical_path(normal, {.normalize = true, .encode = false}) == normal,
            "a normal path stays as it is");
    static_cast<void>(sigv4::canonical_path(input, {}));
}

}  // namespace dynoxx::fuzz
