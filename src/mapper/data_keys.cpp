#include "mapper/data_keys.hpp"

#include "aws/config_data.hpp"
#include "runtime/encoding.hpp"
#include "runtime/state.hpp"

#include <algorithm>

namespace dynoxx::mapper {

namespace {

using detail::ClientState;
using runtime::Context;
using runtime::task;
using runtime::WaitOutcome;

/// Gives what tells data keys apart: who is asked for them, where, for which key and context, and their own bytes.
std::string name_of(const AwsConfig& config, const DataKeyRequest& request, std::string_view wrapped) {
    std::string name;
    const auto add = [&name](std::string_view part) {
        name.append(std::to_string(part.size())).append(1, ':').append(part);
    };
    const auto value_of = [](const auto& setting) { return setting ? setting->value : std::string(); };
    const KeyProvider* provider = config.data().key_provider.get();
    add(provider == nullptr ? config.credentials_key() : std::to_string(reinterpret_cast<std::uintptr_t>(provider)));
    add(value_of(config.region()));
    add(value_of(config.endpoint(AwsService::Kms)));
    add(request.key_id);
    add(wrapped);
    for (const auto& [key, value] : request.encryption_context) {
        add(key);
        add(value);
    }
    return name;
}

/// Names an opened key: by the region that is asked, for any key there may have wrapped it.
std::string opened_name(const AwsConfig& config, DataKeyRequest request, const Bytes& wrapped) {
    request.key_id = kms::region_of_key(request.key_id);
    return name_of(config, request, runtime::text_of(wrapped));
}

/// Makes a data key and keeps it among the opened ones as well: what is sealed here is often read back here.
task<DataKey> make_and_keep(Context context, ClientState& client, DataKeyRequest request, DataKeyCache& opened) {
    DataKey key = co_await make_data_key(context, client, request);
    opened.keep(opened_name(client.config(), std::move(request), key.wrapped), key);
    co_return key;
}

bool has_ended(const Context& context) {
    return context.driver().cancelled() || context.deadline() <= context.now();
}

[[noreturn]] void throw_ended(WaitOutcome outcome) {
    if (outcome == WaitOutcome::TimedOut) {
        throw_error(Error(ErrorCode::TimedOut, "Getting a data key took longer than the operation may take."));
    }
    throw_error(Error(ErrorCode::Cancelled, "The operation was cancelled while it waited for a data key."));
}

}  // namespace

DataKeyLimits::DataKeyLimits(const AwsConfig& config)
    : uses(static_cast<std::uint64_t>(config.data().data_key_uses.value)),
      bytes(static_cast<std::uint64_t>(config.data().data_key_bytes.value)),
      age(config.data().data_key_age.value),
      entries(static_cast<std::size_t>(config.data().data_key_entries.value)) {}

/// One question for a key and those who wait for the answer.
struct DataKeyCache::Flight {
    Flight() {}

    std::vector<std::shared_ptr<runtime::Waker>> waiting{};
    std::exception_ptr failure{};
    bool has_landed = false;
};

task<DataKey> DataKeyCache::get(Context context, std::string name, DataKeyUse use, Ask ask) {
    if (!limits_.keeps_keys() || use.bytes > limits_.bytes) {
        co_return co_await ask();
    }
    while (true) {
        Turn turn = next_turn(context, name, use);
        if (turn.key) {
            co_return std::move(*turn.key);
        }
        if (!turn.waker) {
            co_return co_await lead(context, std::move(turn.flight), std::move(name), use, std::move(ask));
        }
        const WaitOutcome outcome = co_await context.woken(*turn.waker);
        const std::lock_guard lock(mutex_);
        std::erase(turn.flight->waiting, turn.waker);
        if (turn.flight->failure) {
            std::rethrow_exception(turn.flight->failure);
        }
        if (outcome != WaitOutcome::Ready) {
            throw_ended(outcome);
        }
    }
}

DataKeyCache::Turn DataKeyCache::next_turn(const Context& context, const std::string& name, DataKeyUse use) {
    Turn turn;
    const std::lock_guard lock(mutex_);
    turn.key = take(name, use);
    if (turn.key) {
        return turn;
    }
    std::shared_ptr<Flight>& flight = flights_[name];
    if (flight) {
        turn.waker = context.driver().make_waker();
        flight->waiting.push_back(turn.waker);
    } else {
        flight = std::make_shared<Flight>();
    }
    turn.flight = flight;
    return turn;
}

task<DataKey> DataKeyCache::lead(Context context, std::shared_ptr<Flight> flight, std::string name, DataKeyUse use,
                                 Ask ask) {
    DataKey key;
    std::exception_ptr failure;
    try {
        key = co_await ask();
    } catch (...) {
        failure = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    if (!failure) {
        insert(name, key, use);
    } else if (!has_ended(context)) {
        flight->failure = failure;  // the leader's own end says nothing to the others: the next of them asks
    }
    flights_.erase(name);
    for (const std::shared_ptr<runtime::Waker>& waker : flight->waiting) {
        waker->wake();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    co_return key;
}

void DataKeyCache::keep(const std::string& name, const DataKey& key) {
    const std::lock_guard lock(mutex_);
    if (limits_.keeps_keys()) {
        insert(name, key, DataKeyUse(0, 0));
    }
}

std::optional<DataKey> DataKeyCache::take(const std::string& name, DataKeyUse use) {
    drop_old();
    const auto found = std::ranges::find(entries_, name, &Entry::name);
    if (found == entries_.end()) {
        return std::nullopt;
    }
    if (found->uses >= limits_.uses || found->bytes + use.bytes > limits_.bytes) {
        entries_.erase(found);
        return std::nullopt;
    }
    found->uses += use.values;
    found->bytes += use.bytes;
    return found->key;
}

void DataKeyCache::insert(const std::string& name, const DataKey& key, DataKeyUse use) {
    entries_.remove_if([&name](const Entry& entry) { return entry.name == name; });
    entries_.push_front(Entry{name, key, clock_.steady_now(), use.values, use.bytes});
    drop_old();
}

void DataKeyCache::drop_old() {
    const runtime::SteadyTime now = clock_.steady_now();
    entries_.remove_if([&](const Entry& entry) { return now - entry.made >= limits_.age; });
    while (entries_.size() > limits_.entries) {
        entries_.pop_back();
    }
}

DataKeyStore::DataKeyStore(runtime::State& state) : clock_(*state.system().clock) {}

DataKeys& DataKeyStore::with(const DataKeyLimits& limits) {
    const std::lock_guard lock(mutex_);
    std::unique_ptr<DataKeys>& keys = keys_[limits];
    if (!keys) {
        keys = std::make_unique<DataKeys>(clock_, limits);
    }
    return *keys;
}

task<DataKey> data_key_for_sealing(Context context, ClientState& client, DataKeyRequest request, DataKeyUse use) {
    const AwsConfig config = client.config();
    DataKeys& keys = context.state().service<DataKeyStore>().with(DataKeyLimits(config));
    std::string name = name_of(config, request, {});
    return keys.generated.get(context, std::move(name), use, [context, &client, &keys, request = std::move(request)] {
        return make_and_keep(context, client, request, keys.opened);
    });
}

task<DataKey> open_data_key(Context context, ClientState& client, DataKeyRequest request, Bytes wrapped,
                            DataKeyUse use) {
    const AwsConfig config = client.config();
    DataKeys& keys = context.state().service<DataKeyStore>().with(DataKeyLimits(config));
    std::string name = opened_name(config, request, wrapped);
    return keys.opened.get(context, std::move(name), use,
                           [context, &client, request = std::move(request), wrapped = std::move(wrapped)] {
                               return unwrap_data_key(context, client, request, wrapped);
                           });
}

}  // namespace dynoxx::mapper
