// Compares docs/reference/configuration.md with the table of settings.
#include "docs/configuration_page.hpp"

#include "aws/settings_table.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace dynoxx::docs {
namespace {

std::string content_of(const char* path) {
    std::ifstream file(std::string(DYNOXX_SOURCE_DIR) + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ConfigurationReference, is_what_the_table_of_settings_says) {
    EXPECT_EQ(content_of("/docs/reference/configuration.md"), configuration_page())
        << "docs/reference/configuration.md is not what the table says. Make it anew in the root of the tree:\n"
           "cmake --build build/dev --target print_configuration_page && build/dev/bin/print_configuration_page "
           "> docs/reference/configuration.md";
}

TEST(ConfigurationReference, knows_each_function_of_the_options) {
    std::set<std::string_view> known;
    for (const aws::SettingRow& row : aws::settings()) {
        known.insert(row.code);
    }
    const std::string header = content_of("/include/dynoxx/aws_options.hpp");
    const std::regex setter(R"(AwsOptions& (\w+)\()");
    const auto begin = std::sregex_iterator(header.begin(), header.end(), setter);
    ASSERT_NE(begin, std::sregex_iterator());
    for (auto match = begin; match != std::sregex_iterator(); ++match) {
        const std::string name = match->str(1);
        EXPECT_TRUE(name == "put" || known.contains(name)) << name << " has no row in the table of settings";
    }
}

}  // namespace
}  // namespace dynoxx::docs
