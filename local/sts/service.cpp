#include "local/sts/service.hpp"

#include "local/sts/error.hpp"
#include "local/sts/operations.hpp"
#include "runtime/timestamp.hpp"

#include <algorithm>
#include <array>

namespace dynoxx::local::sts {

namespace {

constexpr std::string_view xml_namespace = "xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"";

struct Operation {
    std::string_view name;
    void (*run)(Context&, const support::Parameters&, support::XmlWriter&);
};

constexpr auto operations = std::to_array<Operation>({
    {"AssumeRole", assume_role},
    {"AssumeRoleWithWebIdentity", assume_role_with_web_identity},
    {"GetCallerIdentity", get_caller_identity},
    {"GetSessionToken", get_session_token},
});

http::Response answer(int status, std::string body, const std::string& request_id, runtime::SystemTime now) {
    http::Response response;
    response.status = status;
    response.headers.add("x-amzn-RequestId", request_id);
    response.headers.add("Content-Type", "text/xml");
    response.headers.add("Date", runtime::format_http_date(now));
    response.body = std::move(body);
    return response;
}

Refusal refusal_of(const auth::Denied& denied) {
    switch (denied.reason) {
        case auth::Denial::MissingToken:
        case auth::Denial::OtherAlgorithm:
            return {"MissingAuthenticationToken", denied.message, 403};
        case auth::Denial::Incomplete:
        case auth::Denial::InvalidQuery:
            return {"IncompleteSignature", denied.message, 403};
        case auth::Denial::UnknownKey:
        case auth::Denial::InvalidToken:
            return {"InvalidClientTokenId", denied.message, 403};
        case auth::Denial::ExpiredToken:
            return {"ExpiredToken", denied.message, 403};
        default:
            return {"SignatureDoesNotMatch", denied.message, 403};
    }
}

}  // namespace

std::string to_xml(const Refusal& refusal, std::string_view request_id) {
    support::XmlWriter xml;
    xml.open("ErrorResponse", xml_namespace).open("Error");
    xml.element("Type", refusal.status < 500 ? "Sender" : "Receiver").element("Code", refusal.code);
    xml.element("Message", refusal.message).close("Error").element("RequestId", request_id).close("ErrorResponse");
    return xml.take();
}

bool Service::has_operation(std::string_view name) noexcept {
    return std::ranges::find(operations, name, &Operation::name) != operations.end();
}

bool Service::is_unsigned(std::string_view name) noexcept {
    return name == "AssumeRoleWithWebIdentity";
}

Service::Service(std::string account_id, auth::CredentialStore& store, const runtime::Clock& clock,
                 support::IdSource& ids)
    : account_id_(std::move(account_id)), store_(store), clock_(clock), ids_(ids) {}

http::Response Service::handle(const support::Parameters& form, const auth::Identity& caller) {
    const std::string request_id = ids_.uuid();
    const runtime::SystemTime now = clock_.system_now();
    const std::string name(form.get("Action"));
    try {
        const auto found = std::ranges::find(operations, name, &Operation::name);
        if (found == operations.end()) {
            throw Refusal("InvalidAction",
                          "Could not find operation " + name + " for version " + std::string(form.get("Version")));
        }
        support::XmlWriter xml;
        Context context{account_id_, store_, ids_, now, caller};
        xml.open(name + "Response", xml_namespace).open(name + "Result");
        found->run(context, form, xml);
        xml.close(name + "Result").open("ResponseMetadata").element("RequestId", request_id);
        xml.close("ResponseMetadata").close(name + "Response");
        return answer(200, xml.take(), request_id, now);
    } catch (const Refusal& refusal) {
        return answer(refusal.status, to_xml(refusal, request_id), request_id, now);
    }
}

http::Response Service::refuse(const auth::Denied& denied) {
    return refuse(refusal_of(denied));
}

http::Response Service::refuse(const Refusal& refusal) {
    const std::string request_id = ids_.uuid();
    return answer(refusal.status, to_xml(refusal, request_id), request_id, clock_.system_now());
}

}  // namespace dynoxx::local::sts
