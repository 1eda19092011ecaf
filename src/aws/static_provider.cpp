#include "aws/static_provider.hpp"

namespace dynoxx::aws {

namespace {

runtime::task<SharedCredentials> give(SharedCredentials credentials) {
    co_return credentials;
}

}  // namespace

StaticProvider::StaticProvider(SharedCredentials credentials, std::string description)
    : credentials_(std::move(credentials)), description_(std::move(description)) {}

runtime::task<SharedCredentials> StaticProvider::load(runtime::Context) {
    return give(credentials_);
}

std::string StaticProvider::describe() const {
    return description_;
}

}  // namespace dynoxx::aws
