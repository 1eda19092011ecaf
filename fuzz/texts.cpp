// Short texts: times, numbers, encodings, endpoint addresses, regions, ARNs.
#include "aws/endpoint_url.hpp"
#include "aws/endpoints.hpp"
#include "aws/partition.hpp"
#include "fuzz/fuzz.hpp"
#include "local/dynamodb/decimal.hpp"
#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"

#include <dynoxx/converters/time.hpp>

#include <string>
#include <variant>

namespace dynoxx::fuzz {

namespace {

void read_times(std::string_view text) {
    if (const auto time = runtime::parse_basic_timestamp(text)) {
        require(runtime::format_basic_timestamp(*time) == text, "a basic timestamp is written as it was read");
    }
    if (const auto time = runtime::parse_iso8601(text)) {
        require(runtime::parse_iso8601(runtime::format_iso8601(*time)) == time, "a time is read as it was written");
    }
    if (const auto time = runtime::parse_http_date(text)) {
        require(runtime::parse_http_date(runtime::format_http_date(*time)) == time, "a date is read as it was written");
    }
    if (const auto time = detail::parse_time(text)) {
        require(detail::parse_time(detail::format_time(*time)) == time, "a stored time is read as it was written");
    }
}

void read_encodings(std::string_view text) {
    if (const auto bytes = runtime::base64_decode(text)) {
        require(runtime::base64_encode(*bytes) == text, "base64 is written as it was read");
    }
    if (const auto bytes = runtime::hex_decode(text)) {
        require(runtime::hex_encode(*bytes).size() == text.size(), "a byte has two digits");
    }
    require(runtime::percent_decode(runtime::percent_encode(text)) == std::string(text),
            "what was encoded is decoded to the same");
    static_cast<void>(runtime::percent_decode(text));
}

void read_number(std::string_view text) {
    using local::dynamodb::Decimal;
    const auto number = Decimal::parse(text);
    if (const Decimal* decimal = std::get_if<Decimal>(&number)) {
        const auto again = Decimal::parse(decimal->text());
        require(std::holds_alternative<Decimal>(again) && std::get<Decimal>(again).text() == decimal->text(),
                "a number is read as it was written");
    }
}

void read_endpoint(std::string_view text) {
    const Setting<std::string> setting(std::string(text), SettingOrigin::code());
    const Result<aws::EndpointUrl> url = aws::parse_endpoint_url("endpoint_url", setting);
    if (url) {
        require(!url->origin.host.empty() && url->origin.port != 0, "an endpoint has a host and a port");
    }
    static_cast<void>(aws::partition_of(text));
    for (const AwsService service : {AwsService::DynamoDB, AwsService::S3, AwsService::Kms, AwsService::Sts}) {
        aws::EndpointRequest request(service, std::string(text));
        request.account_id_mode = AccountIdEndpointMode::Preferred;
        static_cast<void>(aws::resolve_endpoint(request));
        request.region = "us-east-1";
        request.resource_arns = {std::string(text)};
        request.bucket = text;
        const Result<aws::Endpoint> endpoint = aws::resolve_endpoint(request);
        require(!endpoint || !endpoint->origin.host.empty(), "an endpoint has a host");
    }
}

}  // namespace

void run(std::string_view input) {
    read_times(input);
    read_encodings(input);
    read_number(input);
    read_endpoint(input);
}

}  // namespace dynoxx::fuzz
