#include "unit/wiping/freed_blocks.hpp"

#include <execinfo.h>
#include <malloc.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>

namespace dynoxx::test {

namespace {

constexpr int fresh_byte = 0xCD;

struct Watch {
    std::array<std::string_view, 16> secrets{};
    std::size_t secret_count = 0;
    std::size_t blocks = 0;
    std::size_t blocks_with_secrets = 0;
    bool prints = false;  ///< where each of them is released: for who looks for the place
    bool active = false;
};

constinit Watch watch{};

void print_place(std::string_view secret) {
    std::array<void*, 24> frames{};
    ::backtrace_symbols_fd(frames.data(), ::backtrace(frames.data(), static_cast<int>(frames.size())), STDERR_FILENO);
    static_cast<void>(!::write(STDERR_FILENO, secret.data(), secret.size()));
    static_cast<void>(!::write(STDERR_FILENO, "\n\n", 2));
}

void inspect(const void* block) noexcept {
    ++watch.blocks;
    const std::size_t bytes = ::malloc_usable_size(const_cast<void*>(block));
    for (std::size_t i = 0; i < watch.secret_count; ++i) {
        const std::string_view secret = watch.secrets[i];
        if (::memmem(block, bytes, secret.data(), secret.size()) != nullptr) {
            ++watch.blocks_with_secrets;
            if (watch.prints) {
                watch.active = false;
                print_place(secret);
                watch.active = true;
            }
        }
    }
}

/// What was in a block before is not there any more, so that only its owner can put a secret into it.
void* fresh(void* block) {
    if (block == nullptr) {
        throw std::bad_alloc();
    }
    ::memset(block, fresh_byte, ::malloc_usable_size(block));
    return block;
}

void release(void* block) noexcept {
    if (block != nullptr && watch.active) {
        inspect(block);
    }
    std::free(block);
}

}  // namespace

FreedBlocks::FreedBlocks(std::initializer_list<std::string_view> secrets) noexcept {
    watch = Watch();
    watch.secret_count = std::min(secrets.size(), watch.secrets.size());
    std::copy_n(secrets.begin(), watch.secret_count, watch.secrets.begin());
    watch.prints = std::getenv("DYNOXX_TEST_PRINT_FREED") != nullptr;
    watch.active = true;
}

FreedBlocks::~FreedBlocks() {
    watch.active = false;
}

std::size_t FreedBlocks::with_secrets() noexcept {
    return watch.blocks_with_secrets;
}

std::size_t FreedBlocks::count() noexcept {
    return watch.blocks;
}

}  // namespace dynoxx::test

// The other forms call these.
void* operator new(std::size_t bytes) {
    return dynoxx::test::fresh(std::malloc(std::max<std::size_t>(bytes, 1)));
}

void* operator new(std::size_t bytes, std::align_val_t alignment) {
    const auto step = static_cast<std::size_t>(alignment);
    return dynoxx::test::fresh(std::aligned_alloc(step, (bytes + step - 1) / step * step));
}

void operator delete(void* block) noexcept {
    dynoxx::test::release(block);
}

void operator delete(void* block, std::size_t) noexcept {
    dynoxx::test::release(block);
}

void operator delete(void* block, std::align_val_t) noexcept {
    dynoxx::test::release(block);
}

void operator delete(void* block, std::size_t, std::align_val_t) noexcept {
    dynoxx::test::release(block);
}
