#include "runtime/secret.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace dynoxx::runtime {
namespace {

TEST(Secret, shares_one_buffer_between_copies) {
    const Secret secret("wJalrXUtnFEMI");
    const Secret copy = secret;
    EXPECT_EQ(copy.reveal().data(), secret.reveal().data());
    EXPECT_EQ(copy, Secret("wJalrXUtnFEMI"));
    EXPECT_FALSE(copy == Secret("wJalrXUtnFEMi"));
    EXPECT_TRUE(Secret("").empty());
}

TEST(Secret, overwrites_the_text_that_it_takes) {
    std::string text = "a secret that is longer than the small buffer of a string";
    const char* place = text.data();
    const Secret secret = Secret::take(text);
    EXPECT_EQ(secret.reveal().substr(0, 8), "a secret");
    EXPECT_TRUE(text.empty());
    EXPECT_EQ(place[2], '\0');
}

TEST(Secret, lies_on_pages_that_core_files_leave_out) {
    const Secret secret("key");
    std::ostringstream address;
    address << std::hex << reinterpret_cast<std::uintptr_t>(secret.reveal().data());
    std::ifstream maps("/proc/self/smaps");
    std::string line;
    bool in_mapping = false;
    bool left_out = false;
    while (std::getline(maps, line)) {
        if (line.find('-') != std::string::npos && line.find("kB") == std::string::npos) {
            in_mapping = line.starts_with(address.str());
        }
        if (in_mapping && line.starts_with("VmFlags:")) {
            left_out = line.find(" dd") != std::string::npos;
        }
    }
    EXPECT_TRUE(left_out);
}

}  // namespace
}  // namespace dynoxx::runtime
