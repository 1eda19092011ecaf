#include "local/sts/error.hpp"
#include "local/sts/operations.hpp"
#include "local/support/digest.hpp"
#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"

#include <algorithm>

namespace dynoxx::local::sts {

namespace {

using std::chrono::seconds;

// AWS Security Token Service API Reference, "AssumeRole", "GetSessionToken".
constexpr seconds shortest_session(900);
constexpr seconds longest_role_session(43200);
constexpr seconds usual_role_session(3600);
constexpr seconds longest_user_session(129600);
constexpr seconds usual_user_session(43200);

struct Role {
    std::string name{};
    std::string unique_id{};
};

bool is_session_name(std::string_view name) {
    return std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("_+=,.@-").find(c) != std::string_view::npos;
    });
}

/// Gives the id of a role: always the same for the same ARN.
std::string unique_id_of(std::string_view arn) {
    std::string id = "AROA";
    for (const char byte : support::sha256(arn).substr(0, 17)) {
        id += support::base32_letters[static_cast<unsigned char>(byte) % support::base32_letters.size()];
    }
    return id;
}

Role role_of(const Context& context, const std::string& arn) {
    static constexpr std::string_view start = "arn:aws:iam::";
    static constexpr std::string_view middle = ":role/";
    const std::size_t account_at = start.size();
    const std::size_t role_at = arn.find(middle);
    if (!arn.starts_with(start) || role_at == std::string::npos || role_at + middle.size() == arn.size()) {
        throw Refusal("ValidationError", arn + " is invalid");
    }
    const std::string account = arn.substr(account_at, role_at - account_at);
    const bool is_account =
        account.size() == 12 && std::ranges::all_of(account, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_account) {
        throw Refusal("ValidationError", "Request ARN is invalid");
    }
    if (account != context.account_id) {
        throw Refusal(
            "AccessDenied",
            "User: " + context.caller.arn + " is not authorized to perform: sts:AssumeRole on resource: " + arn, 403);
    }
    // The path of a role is no part of the ARN of those who assume it.
    return Role{arn.substr(arn.rfind('/') + 1), unique_id_of(arn)};
}

void issue(Context& context, const support::Parameters& form, support::XmlWriter& xml) {
    const std::string arn = required(form, "RoleArn", 20, 2048);
    const std::string session = required(form, "RoleSessionName", 2, 64);
    if (!is_session_name(session)) {
        throw Refusal("ValidationError",
                      "1 validation error detected: Value '" + session +
                          "' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular "
                          "expression pattern: [\\w+=,.@-]*");
    }
    const seconds duration = duration_of(form, shortest_session, longest_role_session, usual_role_session);
    const Role role = role_of(context, arn);
    auth::Identity identity;
    identity.arn = "arn:aws:sts::" + context.account_id + ":assumed-role/" + role.name + "/" + session;
    identity.user_id = role.unique_id + ":" + session;
    const auth::TemporaryCredentials credentials = context.store.issue(identity, context.now, duration);
    xml.open("AssumedRoleUser").element("AssumedRoleId", identity.user_id).element("Arn", identity.arn);
    xml.close("AssumedRoleUser");
    print_credentials(xml, credentials);
}

}  // namespace

void print_credentials(support::XmlWriter& xml, const auth::TemporaryCredentials& credentials) {
    xml.open("Credentials").element("AccessKeyId", credentials.access_key_id);
    xml.element("SecretAccessKey", credentials.secret_access_key).element("SessionToken", credentials.session_token);
    xml.element("Expiration", runtime::format_iso8601(credentials.expiration)).close("Credentials");
}

void assume_role(Context& context, const support::Parameters& form, support::XmlWriter& xml) {
    issue(context, form, xml);
}

void assume_role_with_web_identity(Context& context, const support::Parameters& form, support::XmlWriter& xml) {
    // The token is not looked into: any one will do.
    static_cast<void>(required(form, "WebIdentityToken", 4, 20000));
    issue(context, form, xml);
    xml.element("SubjectFromWebIdentityToken", "dynoxx-local").element("Audience", "sts.amazonaws.com");
    xml.element("Provider", "dynoxx-local");
}

void get_caller_identity(Context& context, const support::Parameters&, support::XmlWriter& xml) {
    xml.element("Arn", context.caller.arn)
        .element("UserId", context.caller.user_id)
        .element("Account", context.account_id);
}

void get_session_token(Context& context, const support::Parameters& form, support::XmlWriter& xml) {
    if (context.caller.arn.find(":assumed-role/") != std::string::npos) {
        throw Refusal("AccessDenied", "Cannot call GetSessionToken with session credentials", 403);
    }
    const seconds duration = duration_of(form, shortest_session, longest_user_session, usual_user_session);
    print_credentials(xml, context.store.issue(context.caller, context.now, duration));
}

}  // namespace dynoxx::local::sts
