#include <dynoxx/s3_operations.hpp>

#include "mapper/flows/reading.hpp"
#include "runtime/data_files.hpp"
#include "runtime/encoding.hpp"
#include "runtime/state.hpp"

#include <algorithm>
#include <array>

namespace dynoxx {

namespace {

using detail::CallTarget;
using detail::S3ReadPlan;
using runtime::Context;
using runtime::DataFiles;
using runtime::Draft;
using runtime::task;

/// Appends to a draft, which may have the first bytes already.
class DraftSink final : public s3::Sink {
 public:
    explicit DraftSink(Draft& draft) : draft_(draft), begun_(draft.size()) {}

    void write(std::span<const std::byte> bytes) override { draft_.append(bytes).value(); }
    [[nodiscard]] std::uint64_t begun() const override { return begun_; }

    [[nodiscard]] std::string read_back(std::uint64_t offset, std::size_t count) const override {
        std::string bytes(count, '\0');
        const std::span<std::byte> into = std::as_writable_bytes(std::span(bytes.data(), bytes.size()));
        bytes.resize(draft_.read_at(offset, into).value());
        return bytes;
    }

 private:
    Draft& draft_;
    std::uint64_t begun_;
};

/// A draft, and whether another call may go on with it.
struct Begun {
    Begun() {}

    std::unique_ptr<Draft> draft{};
    bool resumable = false;
};

/// Makes a part of a file name of an etag: it comes from the store.
std::string label_of(const std::string& etag) {
    std::string label = etag;
    std::ranges::replace_if(
        label, [](char c) { return (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z'); }, '-');
    return label;
}

std::string random_label(runtime::RandomSource& random) {
    std::array<std::byte, 8> id{};
    random.fill(id);
    return runtime::hex_encode(id);
}

Begun begin(const DataFiles& files, runtime::RandomSource& random, const std::string& path, const std::string& etag,
            bool resumes) {
    Begun begun;
    if (resumes && !etag.empty()) {
        begun.draft = files.reopen(path, label_of(etag)).value();
        begun.resumable = begun.draft != nullptr;
    }
    if (!begun.draft) {
        begun.draft = files.create(path, random_label(random)).value();
    }
    return begun;
}

/// Says whether what has come before a failure is worth keeping.
bool is_sound(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const ResponseException&) {
        return false;  // the bytes are not the object's
    } catch (...) {
        return true;
    }
}

task<std::uint64_t> save(Context context, S3ReadPlan plan, std::string path, bool resumes, CallTarget target) {
    const std::shared_ptr<detail::ClientState> client = target.core->state();
    const Context limited = context.within(target.options.timeout);
    const DataFiles& files = *context.state().service<runtime::DataFilesInUse>().files;
    const Begun begun = begin(files, *context.system().random, path, plan.location.etag, resumes);
    DraftSink sink(*begun.draft);
    std::uint64_t size = 0;
    std::exception_ptr failure;
    try {
        s3::Download object = mapper::download_of(plan, client->config());
        size = co_await s3::download(limited, client->s3(), std::move(object), sink);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure) {
        if (begun.resumable && is_sound(failure)) {
            begun.draft->keep();
        }
        std::rethrow_exception(failure);
    }
    begun.draft->take_place().value();
    co_return size;
}

}  // namespace

namespace detail {

FlowPtr save_flow(S3ReadPlan plan, std::string path, bool resumes) {
    return make_flow<std::uint64_t>(
        [plan = std::move(plan), path = std::move(path), resumes](Context context, const CallTarget& target) {
            return save(context, plan, path, resumes, target);
        });
}

}  // namespace detail

S3Save::S3Save(CallTarget target, S3ReadPlan plan, std::string path)
    : S3Reading<S3Save, std::uint64_t>(std::move(target), std::move(plan)), path_(std::move(path)) {}

}  // namespace dynoxx
