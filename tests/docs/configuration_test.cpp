// Compares docs/reference/configuration.md with the table of settings.
#include "docs/configuration_page.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace dynoxx::docs {
namespace {

TEST(ConfigurationReference, is_what_the_table_of_settings_says) {
    std::ifstream file(std::string(DYNOXX_SOURCE_DIR) + "/docs/reference/configuration.md", std::ios::binary);
    const std::string committed{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(committed, configuration_page())
        << "docs/reference/configuration.md is not what the table says. Make it anew in the root of the tree:\n"
           "cmake --build build/dev --target print_configuration_page && build/dev/bin/print_configuration_page "
           "> docs/reference/configuration.md";
}

}  // namespace
}  // namespace dynoxx::docs
