#include "local/server/parking.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace dynoxx::local::server {

namespace {

using namespace std::chrono_literals;

constexpr runtime::SteadyTime::duration shortest_wait = 1ms;
constexpr runtime::SteadyTime::duration longest_wait = 1h;

/// Takes the elements before `end` out of a map.
template <class Map>
Map take_before(Map& map, typename Map::iterator end) {
    Map taken;
    while (map.begin() != end) {
        taken.insert(map.extract(map.begin()));
    }
    return taken;
}

}  // namespace

void Parking::wait_for_time(std::chrono::milliseconds delay, std::function<void()> then) {
    by_time_.emplace(clock_.steady_now() + delay, std::move(then));
    arm();
}

void Parking::committed(std::uint64_t commit, bool is_on_disk) {
    const auto end = is_on_disk ? by_commit_.upper_bound(commit) : by_commit_.end();
    for (const auto& [number, then] : take_before(by_commit_, end)) {
        then(is_on_disk);
    }
}

void Parking::release_due() {
    for (const auto& [due, then] : take_before(by_time_, by_time_.upper_bound(clock_.steady_now()))) {
        then();
    }
    arm();
}

void Parking::arm() {
    if (by_time_.empty()) {
        timer_.cancel();
        return;
    }
    // A clock that stands still makes this a wait for nothing, after which it looks again.
    const runtime::SteadyTime::duration left = by_time_.begin()->first - clock_.steady_now();
    timer_.expires_after(std::clamp(left, shortest_wait, longest_wait));
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) {
            release_due();
        }
    });
}

}  // namespace dynoxx::local::server
