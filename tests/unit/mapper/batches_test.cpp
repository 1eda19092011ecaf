#include "mapper/flows/batches.hpp"

#include "mapper/number.hpp"
#include "unit/mapper/user.hpp"

#include <gtest/gtest.h>

namespace dynoxx::mapper {
namespace {

TEST(NormalizedNumber, is_equal_for_equal_numbers) {
    for (const char* text : {"1", "1.0", "10e-1", "0.01E2", "+1", "01"}) {
        EXPECT_EQ(normalized_number(text), "1e0") << text;
    }
    EXPECT_EQ(normalized_number("-0.50"), "-5e-1");
    EXPECT_EQ(normalized_number("-0.0"), "0");
    EXPECT_EQ(normalized_number("1e21"), normalized_number("1000000000000000000000"));
    EXPECT_NE(normalized_number("12345678901234567890123456789012345678"),
              normalized_number("12345678901234567890123456789012345679"));
    EXPECT_EQ(normalized_number("one"), "one");
}

TEST(KeyText, tells_keys_apart_by_value) {
    const Entity& entity = entity_of<test::User>();
    const auto text = [&entity](AttributeValue id, AttributeValue place) {
        return key_text(entity, Item{{"id", std::move(id)}, {"place", std::move(place)}});
    };
    EXPECT_EQ(text("a", Number("5")), text("a", Number("5.0")));
    EXPECT_NE(text("a", Number("5")), text("a", Number("50")));
    EXPECT_NE(text("a1", "b"), text("a", "1b"));
    EXPECT_NE(text("a", "1:b"), text("a1:", "b"));
}

TEST(Cut, makes_runs_of_a_size) {
    EXPECT_TRUE(cut({}, 3).empty());
    EXPECT_EQ(cut({0, 1, 2, 3, 4, 5, 6}, 3), (std::vector<std::vector<std::size_t>>{{0, 1, 2}, {3, 4, 5}, {6}}));
    EXPECT_EQ(cut({4, 8, 9}, 3).size(), 1U);
}

}  // namespace
}  // namespace dynoxx::mapper
