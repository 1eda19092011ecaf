#pragma once

#include <dynoxx/detail/plans.hpp>

#include <optional>
#include <utility>

namespace dynoxx {

/// A write that gives what the service returns of the item, in the words of its API; made by `returning(...)`.
///
/// @par Errors
/// As the write; `ConfigurationException` before anything is sent for values that the operation does not offer: put and
/// remove know `None` and `AllOld`, an update knows all five.
/// @par Source
/// Amazon DynamoDB API Reference, "UpdateItem", ReturnValues.
template <class T, class Plan>
class Returning : public Operation<Returning<T, Plan>, std::optional<T>> {
 public:
    Returning(detail::CallTarget target, Plan plan, ReturnValues values)
        : Operation<Returning<T, Plan>, std::optional<T>>(std::move(target)), plan_(std::move(plan)), values_(values) {}

 private:
    friend class Operation<Returning<T, Plan>, std::optional<T>>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::returning_flow(plan_, values_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            return detail::finish_optional<T>(*std::static_pointer_cast<std::optional<detail::LoadedItem>>(reply),
                                              core);
        };
    }

    Plan plan_;
    ReturnValues values_;
};

}  // namespace dynoxx
