#include <dynoxx/update.hpp>

#include "mapper/expression.hpp"

namespace dynoxx {

DYNOXX_DEFINE_COPIES(UpdateAction);
DYNOXX_DEFINE_COPIES(Update);

UpdateAction::UpdateAction(UpdateOperator op, Path path, Operand operand)
    : op_(op), path_(std::move(path)), operand_(std::move(operand)) {}

UpdateAction& UpdateAction::with_pending(std::vector<PendingUpload> uploads, std::vector<PendingSeal> seals) & {
    uploads_ = std::move(uploads);
    seals_ = std::move(seals);
    return *this;
}

UpdateAction UpdateAction::with_pending(std::vector<PendingUpload> uploads, std::vector<PendingSeal> seals) && {
    with_pending(std::move(uploads), std::move(seals));
    return std::move(*this);
}

Update::Update() = default;

Update::Update(UpdateAction action) {
    add(std::move(action));
}

Update& Update::add(UpdateAction action) & {
    actions_.push_back(std::move(action));
    return *this;
}

Update Update::add(UpdateAction action) && {
    add(std::move(action));
    return std::move(*this);
}

std::string Update::text() const {
    return mapper::ExpressionPrinter(mapper::ExpressionPrinter::Style::NamesInPlace).print(*this);
}

}  // namespace dynoxx
