// The entry that libFuzzer calls.
#include "fuzz/fuzz.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    dynoxx::fuzz::run(std::string_view(reinterpret_cast<const char*>(data), size));
    return 0;
}
