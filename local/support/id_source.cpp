#include "local/support/id_source.hpp"

#include <dynoxx/error.hpp>

#include <openssl/rand.h>

namespace dynoxx::local::support {

std::string IdSource::text(std::size_t length, std::string_view alphabet) {
    std::string result(length, '\0');
    std::uint64_t bits = 0;
    int left = 0;
    for (char& letter : result) {
        if (left == 0) {
            bits = engine_();
            left = 4;
        }
        letter = alphabet[(bits & 0xffff) % alphabet.size()];
        bits >>= 16;
        --left;
    }
    return result;
}

std::string IdSource::uuid() {
    std::string id = text(36, "0123456789abcdef");
    id[8] = id[13] = id[18] = id[23] = '-';
    id[14] = '4';
    id[19] = "89ab"[static_cast<unsigned char>(id[19]) & 3];
    return id;
}

std::string secure_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
        throw_error(Error(ErrorCode::LocalFailure, "The operating system gave no random bytes."));
    }
    return bytes;
}

std::string secure_text(std::size_t length, std::string_view alphabet) {
    std::string result = secure_bytes(length);
    for (char& letter : result) {
        letter = alphabet[static_cast<unsigned char>(letter) % alphabet.size()];
    }
    return result;
}

}  // namespace dynoxx::local::support
