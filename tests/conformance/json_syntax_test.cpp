#include "conformance/data.hpp"
#include "conformance/suite.hpp"
#include "json/reader.hpp"

#include <gtest/gtest.h>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;

/// Deeper documents may go either way: the limit is ours (O6 of the data's list).
std::size_t depth_of(const std::string& text) {
    std::size_t depth = 0;
    std::size_t deepest = 0;
    for (const char c : text) {
        if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
    return deepest;
}

TEST(Conformance, json_syntax) {
    run_suite("protocol/json-syntax-suite", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& path : files_in(folder, ".json")) {
            suite.run_case(path.filename().string(), [&path](Case& one) {
                const std::string text = read_file(path);
                const bool accepted = json::Document::parse(text).has_value();
                const char kind = path.filename().string().front();
                if (kind == 'i' || (kind == 'y' && depth_of(text) >= json::Document::default_max_depth)) {
                    one.skip("O6");
                } else {
                    one.expect(accepted == (kind == 'y'), accepted ? "accepted" : "refused");
                }
            });
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
