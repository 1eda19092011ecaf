// Answers of KMS.
#include "fuzz/answers.hpp"
#include "kms/codec.hpp"

namespace dynoxx::fuzz {

void run(std::string_view input) {
    decode(kms::decode_generate_data_key, input);
    decode(kms::decode_decrypt, input);
}

}  // namespace dynoxx::fuzz
