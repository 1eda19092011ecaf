#pragma once

#include <dynoxx/detail/plans.hpp>

#include <utility>
#include <vector>

namespace dynoxx {

/// What a write gave, and what it did in S3 beside it.
template <class T>
struct WriteReport {
    WriteReport() = default;
    WriteReport(T object, std::vector<S3Location> removed, std::vector<S3Location> left)
        : item(std::move(object)), objects_removed(std::move(removed)), objects_left(std::move(left)) {}

    T item{};  ///< as without the report: of a put as stored, of an update the new state
    std::vector<S3Location> objects_removed{};  ///< the item pointed to them before
    std::vector<S3Location> objects_left{};     ///< could not be removed; no item points to them any more
};

/// A write that also says what became of the objects that it replaced; made by `reporting()`.
///
/// @par Errors
/// As the write. What a write that failed has left is told to `TableOptions::on_left_object` and to the log.
template <class T, class Plan>
class Reporting : public Operation<Reporting<T, Plan>, WriteReport<T>> {
 public:
    Reporting(detail::CallTarget target, Plan plan)
        : Operation<Reporting<T, Plan>, WriteReport<T>>(std::move(target)), plan_(std::move(plan)) {}

 private:
    friend class Operation<Reporting<T, Plan>, WriteReport<T>>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::reporting_flow(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            auto& written = *std::static_pointer_cast<detail::ReportedWrite>(reply);
            return WriteReport<T>(detail::finish_item<T>(std::move(written.item), core),
                                  std::move(written.objects_removed), std::move(written.objects_left));
        };
    }

    Plan plan_;
};

}  // namespace dynoxx
