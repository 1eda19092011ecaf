#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace dynoxx::test {

/// While one lives, each block that `operator delete` takes is searched for secrets before it is released.
///
/// What is not seen: memory of `malloc` (OpenSSL's own copies of keys, which it overwrites itself; pugixml's nodes,
/// which only point into the text), stacks, and texts of fifteen characters or fewer, which `std::string` keeps in
/// itself.
///
/// @par Thread safety
/// No. One at a time.
class FreedBlocks {
 public:
    /// `secrets` must live longer than this object, in memory that is not freed meanwhile.
    explicit FreedBlocks(std::initializer_list<std::string_view> secrets) noexcept;
    FreedBlocks(const FreedBlocks&) = delete;
    FreedBlocks& operator=(const FreedBlocks&) = delete;
    ~FreedBlocks();

    /// Gives how many blocks with a secret in them were released.
    [[nodiscard]] static std::size_t with_secrets() noexcept;

    /// Gives how many blocks were released.
    [[nodiscard]] static std::size_t count() noexcept;
};

}  // namespace dynoxx::test
