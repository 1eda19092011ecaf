#include "sts/web_identity_provider.hpp"

#include "aws/config_data.hpp"
#include "aws/feature_ids.hpp"
#include "aws/setting_reader.hpp"
#include "aws/text.hpp"
#include "runtime/wipe.hpp"
#include "sts/codec.hpp"
#include "sts/role_session.hpp"

namespace dynoxx::sts {

namespace {

using aws::SharedCredentials;
using runtime::Context;
using runtime::task;

constexpr std::string_view file_variable = "AWS_WEB_IDENTITY_TOKEN_FILE";
constexpr std::string_view role_variable = "AWS_ROLE_ARN";

std::string value_of(const aws::Section& profile, std::string_view key) {
    const aws::Property* property = profile.find(key);
    return property == nullptr ? std::string() : property->value;
}

Error missing_role(const Setting<std::string>& file) {
    const bool is_variable = file.origin.kind == SettingOrigin::Kind::Environment;
    return {ErrorCode::InvalidOption, aws::name_of("web_identity_token_file", file.origin) + " names " + file.value +
                                          ", but " + std::string(is_variable ? role_variable : "role_arn") +
                                          " is not set. Set both."};
}

Error unusable_token(const Setting<std::string>& file, std::string_view what) {
    return {ErrorCode::CredentialsSourceFailed,
            "The web identity token file " + file.value + " (" + aws::name_of("web_identity_token_file", file.origin) +
                ") " + std::string(what) + ". Check what writes it, for example the service account of the pod."};
}

std::string read_token(const runtime::FileSystem& files, const Setting<std::string>& file) {
    std::optional<std::string> text = files.read(file.value).value();
    if (!text) {
        throw_error(unusable_token(file, "does not exist"));
    }
    const std::size_t end = text->find_last_not_of(" \t\r\n");
    if (end == std::string::npos) {
        throw_error(unusable_token(file, "is empty"));
    }
    text->resize(end + 1);
    if (!aws::is_header_word(*text)) {
        throw_error(unusable_token(file, "has a line end, a blank or another character that no token has"));
    }
    return *std::move(text);
}

aws::ServiceRequest prepare(const WebIdentitySettings& settings, const runtime::System& system) {
    if (settings.role_arn.empty()) {
        throw_error(missing_role(settings.token_file));
    }
    AssumeRoleWithWebIdentityRequest role;
    role.role_arn = settings.role_arn;
    role.role_session_name = session_name(settings.role_session_name, system.clock->system_now());
    const runtime::WipeAtEnd wipe_token(role.web_identity_token);
    role.web_identity_token = read_token(*system.files, settings.token_file);
    aws::ServiceRequest request(AwsService::Sts, "AssumeRoleWithWebIdentity");
    request.http.headers.add("Content-Type", std::string(content_type));
    request.http.body = encode(role);
    return request;
}

}  // namespace

std::optional<WebIdentitySettings> web_identity_of(const aws::Section& profile) {
    const aws::Property* file = profile.find("web_identity_token_file");
    if (file == nullptr || file->value.empty()) {
        return std::nullopt;
    }
    WebIdentitySettings settings;
    settings.token_file = {file->value, file->origin};
    settings.role_arn = value_of(profile, "role_arn");
    settings.role_session_name = value_of(profile, "role_session_name");
    return settings;
}

std::optional<WebIdentitySettings> web_identity_of(const AwsConfig& config) {
    const AwsConfig::Data& data = config.data();
    const std::string_view file = data.variable(file_variable);
    if (file.empty()) {
        return std::nullopt;
    }
    WebIdentitySettings settings;
    settings.token_file = {std::string(file), SettingOrigin::environment(std::string(file_variable))};
    settings.role_arn = data.variable(role_variable);
    settings.role_session_name = data.variable("AWS_ROLE_SESSION_NAME");
    return settings;
}

WebIdentityProvider::WebIdentityProvider(std::unique_ptr<aws::Caller> caller, WebIdentitySettings settings)
    : caller_(std::move(caller)), settings_(std::move(settings)) {}

task<SharedCredentials> WebIdentityProvider::load(Context context) {
    return assume(context, *caller_, settings_);
}

std::string WebIdentityProvider::describe() const {
    return "web identity (role " + settings_.role_arn + ", token in " + settings_.token_file.value + ")";
}

task<SharedCredentials> WebIdentityProvider::assume(Context context, aws::Caller& caller,
                                                    const WebIdentitySettings& settings) {
    std::optional<Error> failure;
    AssumedRole role;
    try {
        aws::ServiceRequest request = prepare(settings, context.system());
        const aws::ErrorContext where = request.context;
        aws::Answer answer = co_await caller.call(context, std::move(request), aws::CallSettings());
        role = aws::understand(where, answer.attempts,
                               [&] { return decode_assume_role_with_web_identity(answer.response.body); });
    } catch (const Exception& exception) {
        failure = exception.error();
    }
    if (failure && failure->kind() == ErrorKind::Timeout && context.deadline() <= context.now()) {
        throw_error(*failure);  // the call's own time was up
    }
    if (failure) {
        throw_error(role_error(*failure, settings.role_arn,
                               "Check its trust policy and the token in " + settings.token_file.value + "."));
    }
    co_return credentials_of(role, settings.role_arn, aws::feature_id("CREDENTIALS_STS_ASSUME_ROLE_WEB_ID"));
}

}  // namespace dynoxx::sts
