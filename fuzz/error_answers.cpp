// Error answers, with status and headers as on the wire, of every service; and what is made of them.
#include "aws/error_mapping.hpp"
#include "aws/error_response.hpp"
#include "dynamodb/error_details.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/http_text.hpp"

namespace dynoxx::fuzz {

void run(std::string_view input) {
    const std::optional<http::Response> response = response_of(input);
    if (!response) {
        return;
    }
    for (const AwsService service : {AwsService::DynamoDB, AwsService::S3, AwsService::Kms, AwsService::Sts}) {
        const aws::ErrorResponse parsed = aws::parse_error_response(service, *response);
        Error error = aws::map_service_error(aws::ErrorContext(service, "Operation"), response->status, parsed);
        require(!error.message().empty(), "every error has a sentence");
        dynamodb::complete_error(error, *response);
        require(error.message().size() < 4096 + parsed.message.size() + parsed.code.size(), "a sentence is short");
    }
}

}  // namespace dynoxx::fuzz
