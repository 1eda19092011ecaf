#include "runtime/encoding.hpp"
#include "sigv4/sha256.hpp"
#include "support/hasty_random.hpp"
#include "unit/client/chain_setting.hpp"

namespace dynoxx::detail {
namespace {

using namespace std::chrono_literals;
using runtime::format_iso8601;
using test::answer;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string session = "arn:aws:sts::123456789012:assumed-role/Admin/ada";
const std::string file_name = sigv4::sha256_hex(session) + ".json";

/// Made for these tests and used nowhere else.
constexpr const char* proof_key =
    "-----BEGIN EC PRIVATE KEY-----\\n"
    "MHcCAQEEICTS7Jr0OiAh6i7tDhU0GeS7xArcKs5dxkSglJnvob/SoAoGCCqGSM49\\n"
    "AwEHoUQDQgAEGGtMsBXmvZ8OBjtUEbcWb/9AXqKJQ5kCzaL9u+rfkPNfZl8TKsMH\\n"
    "D15d7F1e0q6Hpc2tjZkNzd5herVT6hbg9Q==\\n"
    "-----END EC PRIVATE KEY-----\\n";

class Logins : public ChainSetting {
 protected:
    Logins() {
        set_config("[default]\nlogin_session = " + session + "\n");
        respond = [](const auto&, const auto&) {
            return answer(200, R"({"accessToken":{"accessKeyId":"SECOND","secretAccessKey":"second-secret",)"
                               R"("sessionToken":"second-token"},"expiresIn":900,"refreshToken":"second-refresh"})");
        };
    }

    void set_token(std::chrono::seconds left, const std::string& key = proof_key) {
        machine.files.set(path, R"({"accessToken":{"accessKeyId":"FIRST","secretAccessKey":"first-secret",)"
                                R"("sessionToken":"first-token","accountId":"123456789012","expiresAt":")" +
                                    format_iso8601(machine.clock.system_now() + left) +
                                    R"("},"clientId":"arn:aws:signin:::devtools/same-device",)"
                                    R"("refreshToken":"first-refresh","idToken":"kept","dpopKey":")" +
                                    key + R"("})");
    }

    const std::string path = "/home/ada/.aws/login/cache/" + file_name;
};

TEST_F(Logins, take_live_credentials_from_the_file_and_send_nothing) {
    set_token(10min);
    const auto found = find();
    EXPECT_EQ(found->access_key_id, "FIRST");
    EXPECT_EQ(found->account_id, "123456789012");
    EXPECT_EQ(found->session_token.reveal(), "first-token");
    EXPECT_EQ(transport.sent().size(), 0U);
}

TEST_F(Logins, look_where_the_environment_says) {
    set_token(10min);
    machine.files.set("/var/login/" + file_name, machine.files.read(path).value().value());
    machine.environment.set("AWS_LOGIN_CACHE_DIRECTORY", "/var/login");
    machine.files.set(path, "{}");
    EXPECT_EQ(find()->access_key_id, "FIRST");
}

TEST_F(Logins, are_renewed_near_their_end_with_a_proof_and_written_back) {
    set_token(4min);
    const auto found = find();
    EXPECT_EQ(found->access_key_id, "SECOND");
    EXPECT_EQ(found->account_id, "123456789012");
    EXPECT_EQ(found->expiration, machine.clock.system_now() + 15min);
    ASSERT_EQ(transport.sent().size(), 1U);
    EXPECT_EQ(transport.sent()[0].origin.host, "eu-west-1.signin.aws.amazon.com");
    EXPECT_EQ(sent().path, "/v1/token");
    EXPECT_EQ(sent().body, R"({"clientId":"arn:aws:signin:::devtools/same-device","grantType":"refresh_token",)"
                           R"("refreshToken":"first-refresh"})");
    EXPECT_THAT(std::string(sent().headers.get("DPoP")),
                StartsWith(runtime::base64url_encode(runtime::bytes_of(R"({"typ":"dpop+jwt","alg":"ES256)"))));
    EXPECT_EQ(sent().headers.get("Authorization"), "");
    const std::string written = machine.files.read(path).value().value();
    EXPECT_THAT(written, HasSubstr(R"("refreshToken":"second-refresh")"));
    EXPECT_THAT(written, HasSubstr(R"("accountId":"123456789012","expiresAt":")" +
                                   format_iso8601(machine.clock.system_now() + 15min) + '"'));
    EXPECT_THAT(written, HasSubstr(R"("idToken":"kept")"));
    EXPECT_THAT(written, HasSubstr(R"("dpopKey":"-----BEGIN EC PRIVATE KEY-----\n)"));
    EXPECT_THAT(written, Not(HasSubstr("first-")));
}

/// The claims of a proof.
std::string claims_of(const http::Request& request) {
    const std::string proof(request.headers.get("DPoP"));
    const std::size_t begin = proof.find('.') + 1;
    std::string text = proof.substr(begin, proof.rfind('.') - begin);
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    const auto bytes = runtime::base64_decode(text).value();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST_F(Logins, prove_each_attempt_anew_at_the_time_of_the_service) {
    test::HastyRandom random;
    machine.system.random = &random;
    set_token(4min);
    const auto ahead = machine.clock.system_now() + 10min;
    respond = [this, ahead, renewed = respond](const auto& origin, const auto& request) {
        return transport.sent().size() == 1 ? answer(503, "", {{"Date", runtime::format_http_date(ahead)}})
                                            : renewed(origin, request);
    };
    EXPECT_EQ(find()->access_key_id, "SECOND");
    ASSERT_EQ(transport.sent().size(), 2U);
    const std::string first = claims_of(sent(0));
    const std::string second = claims_of(sent(1));
    const auto seconds_of = [](runtime::SystemTime time) {
        return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
    };
    EXPECT_THAT(first, HasSubstr(R"("iat":)" + seconds_of(ahead - 10min)));
    EXPECT_THAT(second, HasSubstr(R"("iat":)" + seconds_of(ahead)));
    EXPECT_NE(first.substr(0, first.find("htm")), second.substr(0, second.find("htm"))) << "the jti";
}

TEST_F(Logins, are_asked_for_again_when_the_proof_was_made_by_a_wrong_clock) {
    set_token(4min);
    const auto ahead = machine.clock.system_now() + 10min;
    respond = [this, ahead, renewed = respond](const auto& origin, const auto& request) {
        return transport.sent().size() == 1
                   ? answer(400, R"({"__type":"AccessDeniedException"})", {{"Date", runtime::format_http_date(ahead)}})
                   : renewed(origin, request);
    };
    EXPECT_EQ(find()->access_key_id, "SECOND");
    EXPECT_EQ(transport.sent().size(), 2U);
}

TEST_F(Logins, are_renewed_in_the_region_that_instance_metadata_gives) {
    machine.environment.set("AWS_EC2_METADATA_DISABLED", "false");
    machine.environment.set("AWS_REGION", "");
    set_token(4min);
    respond = [renewed = respond](const auto& origin, const http::Request& request) {
        return request.path == "/v1/token" ? renewed(origin, request)
               : request.method == "PUT"   ? test::FakeTransport::Answer(answer(200, "token"))
                                           : test::FakeTransport::Answer(answer(200, "eu-north-1"));
    };
    EXPECT_EQ(find()->access_key_id, "SECOND");
    EXPECT_EQ(transport.sent().back().origin.host, "eu-north-1.signin.aws.amazon.com");
    EXPECT_THAT(claims_of(transport.sent().back().request),
                HasSubstr(R"("htu":"https://eu-north-1.signin.aws.amazon.com/v1/token")"));
}

TEST_F(Logins, that_cannot_be_written_back_are_kept_until_they_end) {
    set_token(4min);
    machine.files.read_only = true;
    EXPECT_EQ(find()->access_key_id, "SECOND");
    EXPECT_THAT(log, HasSubstr("the renewed login session is only kept in memory"));
    chain()->invalidate("SECOND");
    EXPECT_EQ(find()->access_key_id, "SECOND");
    EXPECT_EQ(transport.sent().size(), 1U);
    machine.clock.advance(11min);
    EXPECT_EQ(find()->access_key_id, "SECOND");
    EXPECT_THAT(sent(1).body, HasSubstr("second-refresh")) << "the first one is used up";
}

TEST_F(Logins, stay_in_use_while_they_live_when_they_cannot_be_renewed) {
    set_token(4min);
    respond = [](const auto&, const auto&) { return answer(400, R"({"error":"TOKEN_EXPIRED"})"); };
    EXPECT_EQ(find()->access_key_id, "FIRST");
    EXPECT_EQ(transport.sent().size(), 1U);
}

TEST_F(Logins, that_have_ended_say_what_to_run) {
    set_token(-1min);
    respond = [](const auto&, const auto&) { return answer(400, R"({"error":"TOKEN_EXPIRED"})"); };
    const Error failed = error();
    EXPECT_EQ(failed.code(), ErrorCode::ExpiredCredentials);
    EXPECT_THAT(failed.what(), HasSubstr("Run aws login --profile default."));
    EXPECT_THAT(failed.what(), HasSubstr("CreateOAuth2Token: HTTP 400"));
    EXPECT_THAT(failed.what() + log, Not(HasSubstr("first-")));
    EXPECT_THAT(error().what(), HasSubstr("CreateOAuth2Token: HTTP 400")) << "too early for another try";
    EXPECT_EQ(transport.sent().size(), 1U);
}

TEST_F(Logins, without_a_whole_file_say_what_is_missing) {
    EXPECT_THAT(error().message(), HasSubstr(path + " does not exist. Run aws login --profile default."));
    EXPECT_THAT(error().message(), HasSubstr("/home/ada/.aws/config:2"));
    machine.files.set(path, "{}");
    EXPECT_THAT(error().message(), HasSubstr("has no accessToken"));
    set_token(-1min, "no key");
    EXPECT_THAT(error().what(), HasSubstr("is no private key on the curve P-256"));
    EXPECT_EQ(transport.sent().size(), 0U);
}

}  // namespace
}  // namespace dynoxx::detail
