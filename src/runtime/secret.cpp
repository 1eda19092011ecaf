#include "runtime/secret.hpp"

#include "runtime/wipe.hpp"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <new>

namespace dynoxx::runtime {

/// One mapping of its own, so that the advice to leave it out of core files touches nothing else.
class Secret::Buffer {
 public:
    explicit Buffer(std::string_view secret) : size_(secret.size()), mapped_(whole_pages(secret.size())) {
        data_ = ::mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (data_ == MAP_FAILED) {
            throw std::bad_alloc();
        }
        ::madvise(data_, mapped_, MADV_DONTDUMP);
        std::memcpy(data_, secret.data(), secret.size());
    }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    ~Buffer() {
        wipe(data_, size_);
        ::munmap(data_, mapped_);
    }

    [[nodiscard]] std::string_view view() const noexcept { return {static_cast<const char*>(data_), size_}; }

 private:
    static std::size_t whole_pages(std::size_t bytes) {
        const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        return (bytes + page - 1) / page * page;
    }

    std::size_t size_;
    std::size_t mapped_;
    void* data_;
};

Secret::Secret(std::string_view text) : buffer_(text.empty() ? nullptr : std::make_shared<const Buffer>(text)) {}

Secret::Secret(std::span<const std::byte> bytes)
    : Secret(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size())) {}

Secret Secret::take(std::string& text) {
    Secret secret(text);
    wipe(text);
    return secret;
}

std::string_view Secret::reveal() const noexcept {
    return buffer_ ? buffer_->view() : std::string_view();
}

std::span<const std::byte> Secret::reveal_bytes() const noexcept {
    return std::as_bytes(std::span(reveal()));
}

bool operator==(const Secret& a, const Secret& b) noexcept {
    const std::string_view x = a.reveal();
    const std::string_view y = b.reveal();
    unsigned char difference = x.size() == y.size() ? 0 : 1;
    for (std::size_t i = 0; i < x.size() && i < y.size(); ++i) {
        difference = static_cast<unsigned char>(difference | (x[i] ^ y[i]));
    }
    return difference == 0;
}

void wipe(void* data, std::size_t bytes) noexcept {
    if (bytes != 0) {
        ::explicit_bzero(data, bytes);
    }
}

}  // namespace dynoxx::runtime
