#pragma once

#include <functional>
#include <string_view>

namespace dynoxx {

enum class LogLevel { Debug, Info, Warning };

/// Takes one line of the log: no line end, never a secret, never a value of an item.
///
/// It is called on the thread that makes the call, by several threads at once, and must not throw or call the client.
using LogSink = std::function<void(LogLevel level, std::string_view line)>;

}  // namespace dynoxx
