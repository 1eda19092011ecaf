#include "local/support/time_text.hpp"

#include "runtime/timestamp.hpp"

#include <chrono>

namespace dynoxx::local::support {

std::string iso_time_with_millis(runtime::SystemTime time) {
    std::string text = runtime::format_iso8601(std::chrono::floor<std::chrono::seconds>(time));
    text.insert(text.size() - 1, ".000");
    return text;
}

std::string epoch_seconds(runtime::SystemTime time) {
    const auto millis = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
    const std::string fraction = std::to_string(1000 + millis % 1000);
    return std::to_string(millis / 1000) + "." + fraction.substr(1);
}

}  // namespace dynoxx::local::support
