#include "local/support/digest.hpp"

#include <openssl/evp.h>

namespace dynoxx::local::support {

namespace {

std::string digest(const EVP_MD* algorithm, std::string_view bytes) {
    std::string result(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
    EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(result.data()), nullptr, algorithm,
               nullptr);
    return result;
}

}  // namespace

std::string md5(std::string_view bytes) {
    return digest(EVP_md5(), bytes);
}

std::string sha1(std::string_view bytes) {
    return digest(EVP_sha1(), bytes);
}

std::string sha256(std::string_view bytes) {
    return digest(EVP_sha256(), bytes);
}

}  // namespace dynoxx::local::support
