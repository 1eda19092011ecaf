// Answers of STS.
#include "fuzz/answers.hpp"
#include "sts/codec.hpp"

namespace dynoxx::fuzz {

void run(std::string_view input) {
    decode(sts::decode_assume_role, input);
    decode(sts::decode_assume_role_with_web_identity, input);
    decode(sts::decode_get_caller_identity, input);
}

}  // namespace dynoxx::fuzz
