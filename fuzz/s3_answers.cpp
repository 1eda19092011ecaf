// Answers of S3, with status and headers as on the wire.
#include "fuzz/answers.hpp"
#include "fuzz/http_text.hpp"
#include "s3/codec.hpp"

namespace dynoxx::fuzz {

void run(std::string_view input) {
    const std::optional<http::Response> response = response_of(input);
    if (!response) {
        return;
    }
    decode([&](const std::string&) { return s3::decode_put_object(*response); }, {});
    decode([&](const std::string&) { return s3::decode_get_object(*response); }, {});
    decode([&](const std::string&) { return s3::decode_head_object(*response); }, {});
    decode([&](const std::string&) { return s3::decode_delete_object(*response); }, {});
    decode([&](const std::string&) { return s3::decode_list_objects(*response); }, {});
}

}  // namespace dynoxx::fuzz
