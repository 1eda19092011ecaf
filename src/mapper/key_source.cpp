#include "mapper/key_source.hpp"

#include "aws/config_data.hpp"
#include "kms/client.hpp"
#include "mapper/abandoning.hpp"
#include "mapper/aes_gcm.hpp"

#include <mutex>
#include <optional>

namespace dynoxx::mapper {

namespace {

using detail::ClientState;
using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;

constexpr std::size_t longest_wrapped_key = 0xffff;  // the envelope has two bytes for its length

/// What a provider's answer goes to. It outlives the call, for an answer may come late.
class Reply {
 public:
    explicit Reply(std::shared_ptr<runtime::Waker> waker) : waker_(std::move(waker)) {}

    /// Takes the answer, from any thread; only the first one counts. The waker, and the runtime behind it, live until
    /// this has let go of the lock.
    void set(std::exception_ptr failure, ProvidedDataKey& key) {
        const std::lock_guard lock(mutex_);
        if (!waker_ || has_come_) {
            return;
        }
        failure_ = std::move(failure);
        secret_ = runtime::Secret(std::span<const std::byte>(key.plaintext));
        wrapped_ = key.wrapped;
        has_come_ = true;
        waker_->wake();
    }

    /// Nobody waits any more: an answer that comes later is dropped.
    void abandon() {
        const std::lock_guard lock(mutex_);
        waker_.reset();
    }

    /// Gives the key if there is an answer.
    [[nodiscard]] std::optional<DataKey> take() {
        const std::lock_guard lock(mutex_);
        if (failure_) {
            std::rethrow_exception(failure_);
        }
        if (!has_come_) {
            return std::nullopt;
        }
        DataKey key;
        key.plaintext = secret_;
        key.wrapped = wrapped_;
        return key;
    }

 private:
    std::shared_ptr<runtime::Waker> waker_;
    std::mutex mutex_;
    std::exception_ptr failure_;
    runtime::Secret secret_;
    Bytes wrapped_;
    bool has_come_ = false;
};

/// What the copies of a handler share: the answer is a failure when the last one is gone without a call.
class ReplyEnd {
 public:
    explicit ReplyEnd(std::shared_ptr<Reply> reply) : reply_(std::move(reply)) {}
    ReplyEnd(const ReplyEnd&) = delete;
    ReplyEnd& operator=(const ReplyEnd&) = delete;

    ~ReplyEnd() {
        ProvidedDataKey none;
        reply_->set(std::make_exception_ptr(EncryptionException(
                        Error(ErrorCode::EncryptionFailed,
                              "The key provider dropped the handler of an answer without calling it: call it also "
                              "after a failure."))),
                    none);
    }

    void set(std::exception_ptr failure, ProvidedDataKey& key) { reply_->set(std::move(failure), key); }

 private:
    std::shared_ptr<Reply> reply_;
};

KeyProvider::Done done_for(const std::shared_ptr<Reply>& reply) {
    return [end = std::make_shared<ReplyEnd>(reply)](std::exception_ptr failure, ProvidedDataKey key) {
        end->set(std::move(failure), key);
        runtime::wipe(key.plaintext.data(), key.plaintext.size());
    };
}

/// Gives what a provider threw: as it is if it is ours, otherwise without its text, which may show a secret.
[[noreturn]] void rethrow(ErrorCode code, std::string_view what) {
    try {
        throw;
    } catch (const Exception&) {
        throw;
    } catch (...) {
        throw_error(Error(code, "The key provider could not " + std::string(what) + " a data key."));
    }
}

DataKey checked(DataKey key, std::shared_ptr<KeyProvider> provider) {
    if (key.plaintext.reveal_bytes().size() != data_key_size) {
        throw_error(Error(ErrorCode::EncryptionFailed, "The key provider gave a data key of " +
                                                           std::to_string(key.plaintext.reveal_bytes().size()) +
                                                           " bytes; it must have 32."));
    }
    key.provider = std::move(provider);
    return key;
}

/// Waits for a provider's answer.
task<DataKey> answer_of(Context context, std::shared_ptr<runtime::Waker> waker, std::shared_ptr<Reply> reply) {
    while (true) {
        std::optional<DataKey> key = reply->take();
        if (key) {
            co_return std::move(*key);
        }
        const WaitOutcome outcome = co_await context.woken(*waker);
        if (outcome == WaitOutcome::TimedOut) {
            throw_error(Error(ErrorCode::TimedOut, "The key provider took longer than the operation may take."));
        }
        if (outcome == WaitOutcome::Cancelled) {
            throw_error(Error(ErrorCode::Cancelled, "The operation was cancelled while it waited for a data key."));
        }
    }
}

task<DataKey> make_by_provider(Context context, std::shared_ptr<KeyProvider> provider, DataKeyRequest request) {
    const std::shared_ptr<runtime::Waker> waker = context.driver().make_waker();
    const auto reply = std::make_shared<Reply>(waker);
    const Abandoning abandoning(*reply);
    DataKey key;
    try {
        provider->generate_data_key(std::move(request), done_for(reply));
        key = co_await answer_of(context, waker, reply);
    } catch (...) {
        rethrow(ErrorCode::EncryptionFailed, "make");
    }
    if (key.wrapped.empty() || key.wrapped.size() > longest_wrapped_key) {
        throw_error(Error(ErrorCode::EncryptionFailed, "The key provider gave a wrapped data key of " +
                                                           std::to_string(key.wrapped.size()) +
                                                           " bytes; it must have 1 to 65535."));
    }
    co_return checked(std::move(key), std::move(provider));
}

task<DataKey> open_by_provider(Context context, std::shared_ptr<KeyProvider> provider, DataKeyRequest request,
                               Bytes wrapped) {
    const std::shared_ptr<runtime::Waker> waker = context.driver().make_waker();
    const auto reply = std::make_shared<Reply>(waker);
    const Abandoning abandoning(*reply);
    DataKey key;
    try {
        provider->open_data_key(std::move(request), wrapped, done_for(reply));
        key = co_await answer_of(context, waker, reply);
    } catch (...) {
        rethrow(ErrorCode::DecryptionFailed, "open");
    }
    key.wrapped = std::move(wrapped);
    co_return checked(std::move(key), std::move(provider));
}

task<DataKey> make_by_kms(Context context, ClientState& client, DataKeyRequest request) {
    kms::GenerateDataKeyRequest wanted;
    wanted.key_id = std::move(request.key_id);
    wanted.encryption_context = std::move(request.encryption_context);
    kms::GenerateDataKeyResponse made = co_await client.kms().generate_data_key(context, std::move(wanted));
    DataKey key;
    key.plaintext = std::move(made.plaintext);
    key.wrapped = std::move(made.ciphertext_blob);
    co_return key;
}

task<DataKey> open_by_kms(Context context, ClientState& client, DataKeyRequest request, Bytes wrapped) {
    kms::DecryptRequest wanted;
    wanted.ciphertext_blob = wrapped;
    wanted.region = kms::region_of_key(request.key_id);
    wanted.encryption_context = std::move(request.encryption_context);
    const kms::DecryptResponse opened = co_await client.kms().decrypt(context, std::move(wanted));
    DataKey key;
    key.plaintext = opened.plaintext;
    key.wrapped = std::move(wrapped);
    co_return key;
}

}  // namespace

task<DataKey> make_data_key(Context context, ClientState& client, DataKeyRequest request) {
    std::shared_ptr<KeyProvider> provider = client.config().data().key_provider;
    return provider ? make_by_provider(context, std::move(provider), std::move(request))
                    : make_by_kms(context, client, std::move(request));
}

task<DataKey> unwrap_data_key(Context context, ClientState& client, DataKeyRequest request, Bytes wrapped) {
    std::shared_ptr<KeyProvider> provider = client.config().data().key_provider;
    return provider ? open_by_provider(context, std::move(provider), std::move(request), std::move(wrapped))
                    : open_by_kms(context, client, std::move(request), std::move(wrapped));
}

}  // namespace dynoxx::mapper
