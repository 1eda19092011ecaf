#include "mapper/content_type.hpp"

#include <gtest/gtest.h>

namespace dynoxx::mapper {
namespace {

TEST(ContentType, is_known_by_the_ending_of_the_name) {
    EXPECT_EQ(content_type_of("ada.png"), "image/png");
    EXPECT_EQ(content_type_of("ADA.JPeG"), "image/jpeg");
    EXPECT_EQ(content_type_of("backup.tar.gz"), "application/gzip");
    EXPECT_EQ(content_type_of(".html"), "text/html");
}

TEST(ContentType, is_left_open_where_the_name_says_nothing) {
    for (const char* name : {"", "png", "ada.", "ada.pngx", "ada.p", "png.ada"}) {
        EXPECT_EQ(content_type_of(name), "") << name;
    }
}

}  // namespace
}  // namespace dynoxx::mapper
