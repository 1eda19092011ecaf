#pragma once

#include <dynoxx/s3_value.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace dynoxx {

/// Says why an object stayed in S3 after a write.
enum class LeftBecause : std::uint8_t {
    NotRemoved,      ///< no item points to it; removing it failed
    UnknownOutcome,  ///< it was uploaded for a write of which nobody knows whether it happened: an item may point to it
    UnreadItem,      ///< it was replaced, but the item could not be read afterwards: the item may still point to it
};

/// An object in S3 that a write has left behind.
struct LeftObject {
    LeftObject(S3Location where, LeftBecause why, std::string what_failed)
        : location(std::move(where)), because(why), failure(std::move(what_failed)) {}

    S3Location location;
    LeftBecause because;
    std::string failure;  ///< of its removal, for `NotRemoved`
};

/// Is told of each object that a write leaves behind, for example to put it into a queue of a program that tidies up.
///
/// @par Thread safety
/// Called on the thread that runs the operation: the caller's, the I/O thread, or one of the user's executor. It must
/// not block, and must bear calls at the same time. What it throws is logged and changes nothing.
using LeftObjectHandler = std::function<void(const LeftObject&)>;

}  // namespace dynoxx
