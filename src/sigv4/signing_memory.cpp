#include "sigv4/signing_memory.hpp"

#include "runtime/wipe.hpp"

#include <cstring>

namespace dynoxx::sigv4 {

namespace {

/// Appends values to a text, each behind its size, so that two lists of values never give the same text.
class Appender {
 public:
    explicit Appender(std::string& out) : out_(&out) {}

    void operator()(const void* bytes, std::size_t size) {
        runtime::make_room(*out_, sizeof size + size);
        out_->append(reinterpret_cast<const char*>(&size), sizeof size);
        out_->append(static_cast<const char*>(bytes), size);
    }

 private:
    std::string* out_;
};

/// Compares values with such a text, without making one.
class Comparer {
 public:
    explicit Comparer(std::string_view expected) : left_(expected) {}

    void operator()(const void* bytes, std::size_t size) {
        std::size_t expected = 0;
        same_ = same_ && left_.size() >= sizeof expected + size;
        if (!same_) {
            return;
        }
        std::memcpy(&expected, left_.data(), sizeof expected);
        same_ = expected == size && (size == 0 || std::memcmp(left_.data() + sizeof expected, bytes, size) == 0);
        left_.remove_prefix(sizeof expected + size);
    }

    [[nodiscard]] bool same() const noexcept { return same_ && left_.empty(); }

 private:
    std::string_view left_;
    bool same_ = true;
};

/// Visits all that a head depends on.
template <class Visitor>
void visit_inputs(const SigningInput& input, const SigningKey& key, std::int64_t second, Visitor& visit) {
    const auto text = [&visit](std::string_view value) { visit(value.data(), value.size()); };
    const std::array<bool, 3> flags{input.path.normalize, input.path.encode, input.token == SessionToken::Signed};
    visit(&second, sizeof second);
    for (const auto& [name, value] : input.request.headers) {
        text(name);
        text(value);
    }
    text(input.request.method);
    text(input.request.path);
    text(input.request.query);
    text(input.access_key_id);
    text(input.session_token);
    visit(flags.data(), sizeof flags);
    visit(key.fingerprint().data(), sizeof(Digest));  // not an address: a new key may stand where an old one stood
    text(key.scope());
}

}  // namespace

SigningMemory::~SigningMemory() {
    for (Remembered& remembered : latest_) {
        runtime::wipe(remembered.inputs);
    }
}

std::shared_ptr<const SigningHead> SigningMemory::head(const SigningInput& input, const SigningKey& key) {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock) {
        return make_signing_head(input, key);
    }
    const std::int64_t second = std::chrono::floor<std::chrono::seconds>(input.time).time_since_epoch().count();
    for (const Remembered& remembered : latest_) {
        Comparer compare(remembered.inputs);
        visit_inputs(input, key, second, compare);
        if (compare.same()) {
            return remembered.head;
        }
    }
    std::shared_ptr<const SigningHead> made = make_signing_head(input, key);
    Remembered& replaced = latest_[next_];
    next_ = (next_ + 1) % latest_.size();
    runtime::wipe(replaced.inputs);
    Appender append(replaced.inputs);
    visit_inputs(input, key, second, append);
    replaced.head = made;
    return made;
}

}  // namespace dynoxx::sigv4
