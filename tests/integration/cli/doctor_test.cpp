#include "support/loopback_server.hpp"
#include "terminal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx {
namespace {

using test::Terminal;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

TEST(Doctor, finds_nothing_wrong_with_a_local_aws) {
    const local::LocalAws aws;
    Terminal terminal(aws);
    EXPECT_EQ(terminal.run({"doctor"}), 0) << terminal.out;
    EXPECT_THAT(terminal.out, Not(HasSubstr("FAIL")));
    for (const char* subject :
         {"configuration", "region", "credentials", "dns", "clock", "DynamoDB", "S3", "KMS", "STS", "identity"}) {
        EXPECT_THAT(terminal.out, ContainsRegex("ok    " + std::string(subject) + " "));
    }
}

TEST(Doctor, says_what_to_do_about_each_thing_that_is_missing) {
    Terminal terminal;
    EXPECT_EQ(terminal.run({"doctor"}), 1);
    EXPECT_THAT(terminal.out, ContainsRegex("FAIL  region +No AWS region is configured.*Set one of them"));
}

TEST(Doctor, goes_on_without_credentials) {
    const local::LocalAws aws;
    Terminal terminal(aws);
    terminal.environment.set("AWS_ACCESS_KEY_ID", "");
    terminal.environment.set("AWS_SECRET_ACCESS_KEY", "");
    EXPECT_EQ(terminal.run({"doctor"}), 1);
    EXPECT_THAT(terminal.out, HasSubstr("FAIL  credentials"));
    EXPECT_THAT(terminal.out, HasSubstr("ok    KMS"));
}

TEST(Doctor, names_the_service_that_does_not_answer) {
    const local::LocalAws aws;
    Terminal terminal(aws);
    terminal.environment.set("AWS_ENDPOINT_URL_KMS", "http://127.0.0.1:1");
    EXPECT_EQ(terminal.run({"doctor"}), 1);
    EXPECT_THAT(terminal.out, HasSubstr("FAIL  KMS            Connection failed to KMS. Check if the endpoint is "
                                        "reachable."));
    EXPECT_THAT(terminal.out, HasSubstr("ok    S3"));
}

TEST(Doctor, looks_for_the_proxy_instead_of_the_service_and_hides_its_password) {
    const local::LocalAws aws;
    Terminal terminal(aws);
    terminal.environment.set("HTTP_PROXY", "http://ada:secret@127.0.0.2:1");
    EXPECT_EQ(terminal.run({"doctor"}), 1);
    EXPECT_THAT(terminal.out,
                ContainsRegex("ok    proxy +http://127.0.0.2:1 for http .environment variable HTTP_PROXY"));
    EXPECT_THAT(terminal.out, HasSubstr("127.0.0.2 is 127.0.0.2"));
    EXPECT_THAT(terminal.out, ContainsRegex("FAIL  S3 +.*http://127.0.0.2:1"));
    EXPECT_THAT(terminal.out, Not(HasSubstr("secret@")));
    EXPECT_THAT(terminal.out, Not(HasSubstr("127.0.0.1 is")));
}

TEST(Doctor, says_of_TLS_which_certificate_is_not_trusted_and_what_to_do) {
    const local::LocalAws aws;
    const test::TestCertificate certificate;
    const test::LoopbackServer server(
        [](auto& peer) {
            while (peer.read_request()) {
                peer.answer("{}");
            }
        },
        &certificate);
    Terminal terminal(aws);
    terminal.environment.set("AWS_ENDPOINT_URL_KMS", "https://127.0.0.1:" + std::to_string(server.port()));
    EXPECT_EQ(terminal.run({"doctor"}), 1);
    EXPECT_THAT(terminal.out, ContainsRegex("FAIL  tls +.*127.0.0.1:[0-9]+ .*the certificate of .*, issued by .*"
                                            "AWS_CA_BUNDLE.*the roots of the system"));
    EXPECT_THAT(terminal.out, HasSubstr("ok    dns"));
    EXPECT_THAT(terminal.out, Not(HasSubstr("  KMS ")));
    terminal.environment.set("AWS_CA_BUNDLE", certificate.path());
    EXPECT_EQ(terminal.run({"doctor"}), 0) << terminal.out;
    EXPECT_THAT(terminal.out, ContainsRegex("ok    tls +127.0.0.1:[0-9]+ has a certificate that is trusted by the CA "
                                            "bundle .* .environment variable AWS_CA_BUNDLE"));
    EXPECT_THAT(terminal.out, HasSubstr("ok    KMS"));
}

TEST(Doctor, tells_a_server_without_TLS_from_one_that_is_not_trusted) {
    const local::LocalAws aws;
    Terminal terminal(aws);
    terminal.environment.set("AWS_ENDPOINT_URL_KMS", "https" + aws.endpoint().substr(std::string("http").size()));
    EXPECT_EQ(terminal.run({"doctor"}), 1);
    EXPECT_THAT(terminal.out, ContainsRegex("FAIL  tls +.*Check that the endpoint speaks TLS"));
}

TEST(Doctor, sees_that_the_clock_is_wrong) {
    local::LocalAws aws;
    aws.set_clock(std::chrono::system_clock::now() + std::chrono::minutes(10));
    Terminal terminal(aws);
    EXPECT_EQ(terminal.run({"doctor"}), 1);
    EXPECT_THAT(terminal.out, ContainsRegex("FAIL  clock +this machine's is (59[0-9]|600) s behind the service's"));
}

TEST(Doctor, has_one_document_per_line_for_programs) {
    const local::LocalAws aws;
    Terminal terminal(aws);
    EXPECT_EQ(terminal.run({"doctor", "--json"}), 0);
    EXPECT_THAT(terminal.out, HasSubstr(R"({"subject":"region","ok":true,"text":"us-east-1)"));
}

TEST(Doctor, uses_colours_on_a_terminal_only_and_never_with_NO_COLOR) {
    const local::LocalAws aws;
    Terminal terminal(aws);
    static_cast<void>(terminal.run({"doctor"}));
    EXPECT_THAT(terminal.out, Not(HasSubstr("\033")));
    terminal.is_terminal = true;
    static_cast<void>(terminal.run({"doctor"}));
    EXPECT_THAT(terminal.out, HasSubstr("\033[32mok"));
    terminal.environment.set("NO_COLOR", "1");
    static_cast<void>(terminal.run({"doctor"}));
    EXPECT_THAT(terminal.out, Not(HasSubstr("\033")));
    static_cast<void>(terminal.run({"doctor", "--color", "always"}));
    EXPECT_THAT(terminal.out, HasSubstr("\033[32mok"));
}

}  // namespace
}  // namespace dynoxx
