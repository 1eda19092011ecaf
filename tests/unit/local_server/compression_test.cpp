#include "local/server/compression.hpp"

#include <gtest/gtest.h>

namespace dynoxx::local::server {
namespace {

TEST(Compression, opens_what_it_packed) {
    const std::string text(100'000, 'x');
    const std::string packed = compress(Coding::Gzip, text);
    EXPECT_LT(packed.size(), 1000U);
    EXPECT_EQ(gunzip(packed, text.size()), text);
    EXPECT_EQ(gunzip(compress(Coding::Gzip, ""), 0), "");
    EXPECT_EQ(compress(Coding::None, text), text);
}

TEST(Compression, opens_nothing_that_is_damaged_or_too_large) {
    const std::string packed = compress(Coding::Gzip, std::string(100'000, 'x'));
    EXPECT_FALSE(gunzip(packed, 99'999));
    EXPECT_FALSE(gunzip(packed.substr(0, packed.size() - 1), 100'000));
    EXPECT_FALSE(gunzip(packed + "x", 100'000));
    EXPECT_FALSE(gunzip("{}", 100));
    EXPECT_FALSE(gunzip("", 100));
}

TEST(Compression, follows_what_the_request_accepts) {
    EXPECT_EQ(accepted_coding("gzip"), Coding::Gzip);
    EXPECT_EQ(accepted_coding("deflate, gzip;q=0.5"), Coding::Gzip);
    EXPECT_EQ(accepted_coding("gzip;q=0, deflate"), Coding::Deflate);
    EXPECT_EQ(accepted_coding("gzip; q=0.0"), Coding::None);
    EXPECT_EQ(accepted_coding("identity"), Coding::None);
    EXPECT_EQ(accepted_coding("br, x-gzip"), Coding::None);
    EXPECT_EQ(accepted_coding(""), Coding::None);
    EXPECT_EQ(coding_name(Coding::Gzip), "gzip");
    EXPECT_EQ(coding_name(Coding::Deflate), "deflate");
}

}  // namespace
}  // namespace dynoxx::local::server
