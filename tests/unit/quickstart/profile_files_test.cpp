#include "quickstart/profile_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

namespace fs = std::filesystem;

quickstart::ProfileSettings settings() {
    quickstart::ProfileSettings result;
    result.role_arn = "arn:aws:iam::123456789012:role/catalogue";
    result.region = "us-east-1";
    result.access_key_id = "AKIDEXAMPLE";
    result.secret_access_key = "not/a+secret";
    return result;
}

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

TEST(ProfileFiles, take_the_role_by_the_keys_of_the_source_profile) {
    EXPECT_EQ(quickstart::config_text(settings()),
              "[profile quickstart]\n"
              "role_arn = arn:aws:iam::123456789012:role/catalogue\n"
              "source_profile = quickstart-source\n"
              "role_session_name = dynoxx-quickstart\n"
              "region = us-east-1\n"
              "\n"
              "[profile quickstart-source]\n"
              "region = us-east-1\n");
    EXPECT_EQ(quickstart::credentials_text(settings()),
              "[quickstart-source]\n"
              "aws_access_key_id = AKIDEXAMPLE\n"
              "aws_secret_access_key = not/a+secret\n");
}

TEST(ProfileFiles, are_readable_by_this_user_only_and_removed_at_the_end) {
    fs::path directory;
    {
        const quickstart::ProfileFiles files(settings());
        directory = fs::path(files.config_path()).parent_path();
        EXPECT_EQ(fs::status(directory).permissions(), fs::perms::owner_all);
        EXPECT_EQ(text_of(files.config_path()), quickstart::config_text(settings()));
        EXPECT_EQ(text_of(files.credentials_path()), quickstart::credentials_text(settings()));
    }
    EXPECT_FALSE(fs::exists(directory));
}

}  // namespace
