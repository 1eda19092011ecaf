#include "aws/profile_role.hpp"

#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

using namespace std::chrono_literals;

Section profile(const std::string& lines) {
    const ProfileSet set = parse_profile_files({"conf", "[profile a]\n" + lines}, {}).value();
    return *set.profiles.find("a");
}

std::string failure(const std::string& lines) {
    const auto result = role_of(profile(lines));
    EXPECT_EQ(result.error().code(), ErrorCode::InvalidOption);
    return result.error().message();
}

TEST(ProfileRole, is_absent_without_a_role_arn) {
    EXPECT_FALSE(role_of(profile("region = r\n")).value());
}

TEST(ProfileRole, belongs_to_the_web_identity_where_no_source_is_named) {
    EXPECT_FALSE(role_of(profile("role_arn = r\nweb_identity_token_file = /t\n")).value());
    EXPECT_TRUE(role_of(profile("role_arn = r\nweb_identity_token_file = /t\nsource_profile = a\n")).value());
}

TEST(ProfileRole, has_every_property) {
    const auto role = role_of(profile("role_arn = r\nsource_profile = s\nrole_session_name = n\nexternal_id = e\n"
                                      "mfa_serial = m\nduration_seconds = 900\n"))
                          .value();
    ASSERT_TRUE(role);
    EXPECT_EQ(role->role_arn, "r");
    EXPECT_EQ(role->source_profile, "s");
    EXPECT_EQ(role->role_session_name, "n");
    EXPECT_EQ(role->external_id, "e");
    EXPECT_EQ(role->mfa_serial, "m");
    EXPECT_EQ(role->duration, 900s);
}

TEST(ProfileRole, needs_exactly_one_source) {
    EXPECT_EQ(failure("role_arn = r\n"),
              "conf:2: the profile 'a' has role_arn with neither source_profile nor credential_source; exactly one of "
              "them must say where the base credentials come from.");
    EXPECT_EQ(failure("role_arn = r\nsource_profile = s\ncredential_source = Environment\n"),
              "conf:2: the profile 'a' has role_arn with both source_profile and credential_source; exactly one of "
              "them must say where the base credentials come from.");
}

TEST(ProfileRole, refuses_unknown_sources_and_durations) {
    EXPECT_EQ(failure("role_arn = r\ncredential_source = Moon\n"),
              "conf:3: credential_source is 'Moon': expected Environment, Ec2InstanceMetadata or EcsContainer");
    EXPECT_EQ(failure("role_arn = r\nsource_profile = s\nduration_seconds = 899\n"),
              "conf:4: duration_seconds is '899': expected a whole number from 900 to 43200");
}

}  // namespace
}  // namespace dynoxx::aws
