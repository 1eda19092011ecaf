#pragma once

#include <dynoxx/condition.hpp>
#include <dynoxx/conversion.hpp>
#include <dynoxx/detail/compiled_once.hpp>
#include <dynoxx/path.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dynoxx {

/// What one action of an update does. The text is what is sent.
enum class UpdateOperator : std::uint8_t {
    Set,             ///< `SET a = :v`
    SetIfNotExists,  ///< `SET a = if_not_exists(a, :v)`
    Increment,       ///< `SET a = if_not_exists(a, :zero) + :v`
    Decrement,       ///< `SET a = if_not_exists(a, :zero) - :v`
    Append,          ///< `SET a = list_append(if_not_exists(a, :empty), :v)`
    Prepend,         ///< `SET a = list_append(:v, if_not_exists(a, :empty))`
    Remove,          ///< `REMOVE a`
    Add,             ///< `ADD a :v`
    Delete,          ///< `DELETE a :v`
};

/// One action of an update; made by `field<&T::member>.set(...)`, `+=` and so on.
///
/// @par Errors
/// A value that could not be converted is kept and reported by the request that uses the action.
class UpdateAction {
 public:
    UpdateAction(UpdateOperator op, Path path, Operand operand = AttributeValue());
    DYNOXX_DECLARE_COPIES(UpdateAction);

    /// Says that the value is a marker for a part that is still to be uploaded or sealed.
    UpdateAction& with_pending(std::vector<PendingUpload> uploads, std::vector<PendingSeal> seals) &;
    UpdateAction with_pending(std::vector<PendingUpload> uploads, std::vector<PendingSeal> seals) &&;

    [[nodiscard]] UpdateOperator op() const noexcept { return op_; }
    [[nodiscard]] const Path& path() const noexcept { return path_; }
    [[nodiscard]] const Operand& operand() const noexcept { return operand_; }
    [[nodiscard]] const std::vector<PendingUpload>& uploads() const noexcept { return uploads_; }
    [[nodiscard]] const std::vector<PendingSeal>& seals() const noexcept { return seals_; }

 private:
    UpdateOperator op_;
    Path path_;
    Operand operand_;
    std::vector<PendingUpload> uploads_;
    std::vector<PendingSeal> seals_;
};

/// The actions of one update, in the order in which they were added.
class Update {
 public:
    Update();
    DYNOXX_DECLARE_COPIES(Update);
    // NOLINTNEXTLINE(google-explicit-constructor): one action is an update.
    Update(UpdateAction action);

    Update& add(UpdateAction action) &;
    Update add(UpdateAction action) &&;

    [[nodiscard]] bool empty() const noexcept { return actions_.empty(); }
    [[nodiscard]] const std::vector<UpdateAction>& actions() const noexcept { return actions_; }

    /// Prints the update with the names in place and the values hidden: `SET email = :v0 REMOVE phone`.
    [[nodiscard]] std::string text() const;

 private:
    std::vector<UpdateAction> actions_;
};

}  // namespace dynoxx
