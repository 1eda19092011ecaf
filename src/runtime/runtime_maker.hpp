#pragma once

#include <dynoxx/runtime.hpp>

#include "runtime/system.hpp"

namespace dynoxx::runtime {

/// Makes runtimes on another clock, environment, file system and random source than the machine's.
class RuntimeMaker {
 public:
    /// `system` must live as long as the runtime; without an executor the runtime starts its own I/O thread.
    [[nodiscard]] static Runtime make(const System& system, boost::asio::any_io_executor executor = {});
};

}  // namespace dynoxx::runtime
