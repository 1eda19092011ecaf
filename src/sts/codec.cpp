#include "sts/codec.hpp"

#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"
#include "runtime/wipe.hpp"

#include <pugixml.hpp>

namespace dynoxx::sts {

namespace {

/// Writes a form: `name=value` joined by `&`.
class Form {
 public:
    explicit Form(std::string_view action) {
        add("Action", action);
        add("Version", "2011-06-15");
    }

    Form& add(std::string_view name, std::string_view value) {
        return value.empty() ? *this : add_even_empty(name, value);
    }

    Form& add_even_empty(std::string_view name, std::string_view value) {
        runtime::make_room(text_, name.size() + 3 * value.size() + 2);  // a token may be in it
        text_ += text_.empty() ? "" : "&";
        text_ += name;
        text_ += '=';
        runtime::append_percent_encoded(text_, value);
        return *this;
    }

    Form& add(std::string_view name, std::chrono::seconds duration) {
        return duration.count() == 0 ? *this : add(name, std::to_string(duration.count()));
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

 private:
    std::string text_;
};

[[noreturn]] void malformed(std::string_view operation, const std::string& what) {
    throw_error(Error(ErrorCode::InvalidResponse,
                      "The answer to " + std::string(operation) + " cannot be understood: " + what + "."));
}

/// The element `<...Result>` of an answer.
class Answer {
 public:
    /// Reads the XML in place: `body` is changed and must outlive this object.
    Answer(std::string_view operation, std::string& body) : operation_(operation) {
        const pugi::xml_parse_result result = document_.load_buffer_inplace(body.data(), body.size());
        if (!result) {
            malformed(operation_, std::string("it is not valid XML (") + result.description() + ")");
        }
        const std::string name(operation);
        result_ = document_.child((name + "Response").c_str()).child((name + "Result").c_str());
        if (!result_) {
            malformed(operation_, "it has no element " + name + "Result");
        }
    }

    /// Gives the text of an element below another; throws if there is none.
    [[nodiscard]] std::string_view text(const char* parent, const char* name) const {
        return text_of(result_.child(parent).child(name), name);
    }

    /// Gives the text of an element; throws if there is none.
    [[nodiscard]] std::string_view text(const char* name) const { return text_of(result_.child(name), name); }

 private:
    [[nodiscard]] std::string_view text_of(const pugi::xml_node& node, const char* name) const {
        const std::string_view text = node.child_value();
        if (text.empty()) {
            malformed(operation_, std::string("it has no ") + name);
        }
        return text;
    }

    std::string_view operation_;
    pugi::xml_document document_;
    pugi::xml_node result_;
};

/// Gives `arn:partition:service:region:ACCOUNT:...`.
std::string account_of(std::string_view arn) {
    for (int i = 0; i < 4; ++i) {
        const std::size_t colon = arn.find(':');
        if (colon == std::string_view::npos) {
            return {};
        }
        arn.remove_prefix(colon + 1);
    }
    return std::string(arn.substr(0, arn.find(':')));
}

AssumedRole read_role(std::string_view operation, std::string& body) {
    const Answer answer(operation, body);
    AssumedRole role;
    role.access_key_id = answer.text("Credentials", "AccessKeyId");
    role.secret_access_key = runtime::Secret(answer.text("Credentials", "SecretAccessKey"));
    role.session_token = runtime::Secret(answer.text("Credentials", "SessionToken"));
    const std::optional<runtime::SystemTime> expiration =
        runtime::parse_iso8601(answer.text("Credentials", "Expiration"));
    if (!expiration) {
        malformed(operation, "Expiration is not a time");
    }
    role.expiration = *expiration;
    role.assumed_role_arn = answer.text("AssumedRoleUser", "Arn");
    role.account_id = account_of(role.assumed_role_arn);
    return role;
}

AssumedRole read_role_and_wipe(std::string_view operation, std::string& body) {
    const runtime::WipeAtEnd wipe(body);
    return read_role(operation, body);
}

}  // namespace

std::string encode(const AssumeRoleRequest& request) {
    Form form("AssumeRole");
    form.add("RoleArn", request.role_arn).add("RoleSessionName", request.role_session_name);
    form.add("DurationSeconds", request.duration).add("ExternalId", request.external_id);
    form.add("Policy", request.policy);
    for (std::size_t i = 0; i < request.policy_arns.size(); ++i) {
        form.add("PolicyArns.member." + std::to_string(i + 1) + ".arn", request.policy_arns[i]);
    }
    for (std::size_t i = 0; i < request.tags.size(); ++i) {
        const std::string tag = "Tags.member." + std::to_string(i + 1);
        form.add(tag + ".Key", request.tags[i].first).add_even_empty(tag + ".Value", request.tags[i].second);
    }
    for (std::size_t i = 0; i < request.transitive_tags.size(); ++i) {
        form.add("TransitiveTagKeys.member." + std::to_string(i + 1), request.transitive_tags[i]);
    }
    form.add("SerialNumber", request.serial_number).add("TokenCode", request.token_code);
    return form.add("SourceIdentity", request.source_identity).take();
}

std::string encode(const AssumeRoleWithWebIdentityRequest& request) {
    Form form("AssumeRoleWithWebIdentity");
    form.add("RoleArn", request.role_arn).add("RoleSessionName", request.role_session_name);
    form.add("WebIdentityToken", request.web_identity_token);
    return form.add("DurationSeconds", request.duration).take();
}

std::string encode(const GetCallerIdentityRequest&) {
    return Form("GetCallerIdentity").take();
}

AssumedRole decode_assume_role(std::string& body) {
    return read_role_and_wipe("AssumeRole", body);
}

AssumedRole decode_assume_role_with_web_identity(std::string& body) {
    return read_role_and_wipe("AssumeRoleWithWebIdentity", body);
}

CallerIdentity decode_get_caller_identity(const std::string& body) {
    std::string text = body;
    const Answer answer("GetCallerIdentity", text);
    CallerIdentity identity;
    identity.account = answer.text("Account");
    identity.arn = answer.text("Arn");
    identity.user_id = answer.text("UserId");
    return identity;
}

}  // namespace dynoxx::sts
