#pragma once

#include <dynoxx/detail/plans.hpp>

#include <utility>
#include <variant>

namespace dynoxx::detail {

struct TransactPlanPart {
    using Plan = std::variant<PutPlan, UpdatePlan, RemovePlan, CheckPlan>;

    explicit TransactPlanPart(Plan of) : plan(std::move(of)) {}

    Plan plan;
};

}  // namespace dynoxx::detail
