#pragma once

#include <dynoxx/detail/field_path.hpp>
#include <dynoxx/detail/plans.hpp>
#include <dynoxx/field.hpp>

#include <optional>

namespace dynoxx {

/// Gets one item by its key: nothing if there is none.
///
/// @par Errors
/// `ModelException` if the item does not fit the model, `EncryptionException` if a sealed attribute cannot be opened.
/// @par Retries
/// Idempotent.
/// @par Cost
/// One GetItem; one Decrypt per data key that is not in the cache.
/// @par Source
/// Amazon DynamoDB API Reference, "GetItem".
template <class T>
class Get : public Operation<Get<T>, std::optional<T>> {
 public:
    Get(detail::CallTarget target, detail::GetPlan plan)
        : Operation<Get<T>, std::optional<T>>(std::move(target)), plan_(std::move(plan)) {}

    /// Reads what every write before it has left, at twice the read units.
    Get& consistent() & {
        plan_.consistent_read = true;
        return *this;
    }
    Get consistent() && { return std::move(consistent()); }

    /// Leaves encrypted attributes sealed: no call of KMS.
    Get& sealed() & {
        plan_.opening = detail::Opening::LeaveSealed;
        return *this;
    }
    Get sealed() && { return std::move(sealed()); }

    /// Loads only the key and these attributes; the other members keep their defaults. Do not put such an object back:
    /// its defaults would replace what is stored.
    template <auto... Members>
    Get& project() & {
        plan_.projection = {field<Members>.path()...};
        return *this;
    }
    template <auto... Members>
    Get project() && {
        return std::move(this->template project<Members...>());
    }

    /// The same for fields, which may lead into structs, lists and maps: `project(field<&User::address,
    /// &Address::zip>)`.
    template <class... Members>
    Get& project(const Field<Members>&... fields) & {
        plan_.projection = {fields.path()...};
        return *this;
    }
    template <class... Members>
    Get project(const Field<Members>&... fields) && {
        return std::move(project(fields...));
    }

    /// Gives what would be sent.
    [[nodiscard]] GetItemRequest request() const { return detail::request_of(plan_); }

    [[nodiscard]] const detail::GetPlan& plan() const noexcept { return plan_; }  ///< for the library

 private:
    friend class Operation<Get<T>, std::optional<T>>;

    [[nodiscard]] detail::FlowPtr flow() const { return detail::flow_of(plan_); }
    [[nodiscard]] auto finisher() const {
        return [core = this->target().core](detail::Reply&& reply) {
            return detail::finish_optional<T>(*std::static_pointer_cast<std::optional<detail::LoadedItem>>(reply),
                                              core);
        };
    }

    detail::GetPlan plan_;
};

}  // namespace dynoxx
