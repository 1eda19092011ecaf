#include "aws/profile_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ProfileSet parse(std::string config, std::string credentials = {}) {
    return parse_profile_files({"conf", std::move(config)}, {"cred", std::move(credentials)}).value();
}

std::string failure(std::string config, std::string credentials = {}) {
    const auto result = parse_profile_files({"conf", std::move(config)}, {"cred", std::move(credentials)});
    EXPECT_EQ(result.error().code(), ErrorCode::InvalidProfileFile);
    return result.error().message();
}

TEST(ProfileFile, keeps_the_line_of_each_property) {
    const ProfileSet set = parse("# head\n[profile a]\n\nregion = r\ns3 =\n  max = 2\n", "[a]\n\nkey = k\n");
    const Section* a = set.profiles.find("a");
    ASSERT_NE(a, nullptr);
    EXPECT_EQ(a->origin.text, "conf:2");
    EXPECT_EQ(a->find("Region")->origin.text, "conf:4");
    EXPECT_EQ(a->find("s3")->find("MAX")->origin.text, "conf:6");
    EXPECT_EQ(a->find("key")->origin.text, "cred:3");
}

TEST(ProfileFile, takes_the_credentials_file_before_the_config_file) {
    const ProfileSet set = parse("[profile a]\nx = config\n", "[a]\nx = credentials\n");
    EXPECT_EQ(set.profiles.find("a")->find("x")->value, "credentials");
    EXPECT_EQ(set.profiles.find("a")->find("x")->origin.text, "cred:2");
}

TEST(ProfileFile, drops_default_where_profile_default_is) {
    for (const char* text :
         {"[default]\na = 1\n[profile default]\nb = 2\n", "[profile default]\nb = 2\n[default]\na = 1\n"}) {
        const ProfileSet set = parse(text);
        EXPECT_EQ(set.profiles.find("default")->find("a"), nullptr);
        EXPECT_EQ(set.profiles.find("default")->find("b")->value, "2");
        EXPECT_EQ(set.warnings.size(), 1U);
    }
}

TEST(ProfileFile, separates_sessions_and_services_from_profiles) {
    const ProfileSet set = parse("[sso-session s]\nx = 1\n[services s]\ndynamodb =\n endpoint_url = http://h\n");
    EXPECT_TRUE(set.profiles.items.empty());
    EXPECT_EQ(set.sso_sessions.find("s")->find("x")->value, "1");
    EXPECT_EQ(set.services.find("s")->find("dynamodb")->find("endpoint_url")->value, "http://h");
}

TEST(ProfileFile, warns_about_what_it_ignores) {
    const ProfileSet set =
        parse("[plain]\nany text at all\n[profile b c]\n[profile d]\nbad name = 1\ns =\n bad name = 2\n");
    EXPECT_THAT(set.warnings,
                ElementsAre(HasSubstr("conf:1: section [plain]"), HasSubstr("conf:3: section [profile b c]"),
                            HasSubstr("conf:5: property 'bad name'"), HasSubstr("conf:7: sub-property 'bad name'")));
}

TEST(ProfileFile, allows_comments_between_sub_properties) {
    const ProfileSet set = parse("[profile a]\ns3 =\n  # off: max = 1\n  max = 2\n");
    EXPECT_EQ(set.profiles.find("a")->find("s3")->sub_properties.size(), 1U);
}

TEST(ProfileFile, skips_a_byte_order_mark) {
    EXPECT_NE(parse("\xEF\xBB\xBF[default]\n").profiles.find("default"), nullptr);
}

TEST(ProfileFile, names_file_and_line_of_an_error) {
    EXPECT_EQ(failure("[profile a]\nx = 1\nno sign\n"), "conf:3: Expected an '=' sign defining a property");
    EXPECT_EQ(failure("", "[a\n"), "cred:1: Profile definition must end with ']'");
    EXPECT_EQ(failure("x = 1\n"), "conf:1: Expected a profile definition, found a property");
    EXPECT_EQ(failure("[profile a]\n x = 1\n"), "conf:2: Expected a property definition, found continuation");
    EXPECT_EQ(failure("[profile a]\ns3 =\n x\n"), "conf:3: Expected an '=' sign defining a sub-property");
}

}  // namespace
}  // namespace dynoxx::aws
