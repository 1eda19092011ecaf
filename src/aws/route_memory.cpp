#include "aws/route_memory.hpp"

#include <algorithm>
#include <utility>

namespace dynoxx::aws {

bool RouteMemory::Kept::answers(const RouteQuestion& question) const {
    return custom == question.custom && bucket == question.bucket && region == question.region &&
           account_id == question.account_id && features == question.features &&
           std::ranges::equal(resource_arns, question.resource_arns);
}

std::shared_ptr<const Route> RouteMemory::find(const RouteQuestion& question) {
    const auto found = std::ranges::find_if(kept_, [&](const Kept& kept) { return kept.answers(question); });
    if (found == kept_.end()) {
        return nullptr;
    }
    std::rotate(kept_.begin(), found, found + 1);
    return kept_.front().route;
}

void RouteMemory::keep(const RouteQuestion& question, std::shared_ptr<const Route> route) {
    if (kept_.size() == most) {
        kept_.pop_back();
    }
    Kept fresh;
    fresh.custom = question.custom;
    fresh.bucket = question.bucket;
    fresh.region = question.region;
    fresh.account_id = question.account_id;
    fresh.features = question.features;
    fresh.resource_arns.assign(question.resource_arns.begin(), question.resource_arns.end());
    fresh.route = std::move(route);
    kept_.insert(kept_.begin(), std::move(fresh));
}

}  // namespace dynoxx::aws
