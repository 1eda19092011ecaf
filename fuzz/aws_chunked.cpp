// Bodies in chunks, as the local S3 takes them apart.
//
// The first byte: whether the signatures of chunks and trailers are checked.
#include "local/auth/aws_chunked.hpp"
#include "fuzz/fuzz.hpp"

namespace dynoxx::fuzz {

void run(std::string_view input) {
    const unsigned choice = take_byte(input);
    const sigv4::SigningKey key("secret", "20260131", "us-east-1", "s3");
    local::auth::ChunkSigning signing;
    signing.key = choice % 2 == 1 ? &key : nullptr;
    signing.amz_date = "20260131T070809Z";
    signing.seed = "0000000000000000000000000000000000000000000000000000000000000000";
    signing.signs_trailers = choice / 2 % 2 == 1;
    const auto result = local::auth::decode_aws_chunked(input, signing);
    if (const auto* decoded = std::get_if<local::auth::DecodedBody>(&result)) {
        require(decoded->body.size() <= input.size(), "a body is not longer than its encoded form");
    }
}

}  // namespace dynoxx::fuzz
