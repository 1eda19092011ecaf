#include "aws/chain_provider.hpp"

namespace dynoxx::aws {

namespace {

using Sources = std::vector<std::shared_ptr<CredentialsProvider>>;

runtime::task<SharedCredentials> ask(runtime::Context context, const Sources& sources) {
    for (const std::shared_ptr<CredentialsProvider>& source : sources) {
        SharedCredentials found = co_await source->load(context);
        if (found) {
            co_return found;
        }
    }
    co_return nullptr;
}

}  // namespace

ChainProvider::ChainProvider(Sources sources) : sources_(std::move(sources)) {}

runtime::task<SharedCredentials> ChainProvider::load(runtime::Context context) {
    return ask(context, sources_);
}

std::string ChainProvider::describe() const {
    std::string text;
    for (const std::shared_ptr<CredentialsProvider>& source : sources_) {
        text.append(text.empty() ? "" : ", ").append(source->describe());
    }
    return text;
}

}  // namespace dynoxx::aws
