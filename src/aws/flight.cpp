#include "aws/flight.hpp"

namespace dynoxx::aws {

namespace {

constexpr std::chrono::seconds time_to_land(1);

}  // namespace

void Flight::set_deadline(runtime::SteadyTime deadline) noexcept {
    constexpr auto latest = runtime::SteadyTime::max();
    ends_at_ = deadline < latest - time_to_land ? deadline + time_to_land : latest;
}

std::shared_ptr<runtime::Waker> Flight::join(runtime::Driver& driver) {
    return waiting_.emplace_back(driver.make_waker());
}

void Flight::leave(const std::shared_ptr<runtime::Waker>& waker) {
    std::erase(waiting_, waker);
}

void Flight::land() {
    landed_ = true;
    for (const std::shared_ptr<runtime::Waker>& waker : waiting_) {
        waker->wake();
    }
}

}  // namespace dynoxx::aws
