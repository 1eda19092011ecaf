// Counts the allocations of the program that it is preloaded into, and writes the number to the file that
// BENCH_ALLOCATIONS names when the program ends.
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

extern "C" {
void* __libc_malloc(std::size_t bytes);
void* __libc_calloc(std::size_t count, std::size_t bytes);
void* __libc_realloc(void* old, std::size_t bytes);

static std::atomic<unsigned long> allocations{0};

void* malloc(std::size_t bytes) {
    allocations.fetch_add(1, std::memory_order_relaxed);
    return __libc_malloc(bytes);
}

void* calloc(std::size_t count, std::size_t bytes) {
    allocations.fetch_add(1, std::memory_order_relaxed);
    return __libc_calloc(count, bytes);
}

void* realloc(void* old, std::size_t bytes) {
    allocations.fetch_add(1, std::memory_order_relaxed);
    return __libc_realloc(old, bytes);
}

[[gnu::destructor]] void write_allocations() {
    const char* path = std::getenv("BENCH_ALLOCATIONS");
    if (path == nullptr) {
        return;
    }
    if (std::FILE* file = std::fopen(path, "w")) {
        std::fprintf(file, "%lu\n", allocations.load());
        std::fclose(file);
    }
}
}
