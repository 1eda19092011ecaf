#pragma once

namespace dynoxx {

/// Turns a setting on or off.
enum class Switch {
    Off,
    On,
};

}  // namespace dynoxx
