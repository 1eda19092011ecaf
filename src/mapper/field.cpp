#include <dynoxx/field.hpp>

#include <span>

namespace dynoxx {

namespace detail {

Path make_path(FixedPath fixed, const std::vector<Path::Step>& steps) {
    Path path(fixed.names[0]);
    for (const std::string_view name : std::span(fixed.names, fixed.size).subspan(1)) {
        path.key(name);
    }
    for (const Path::Step& step : steps) {
        step.is_index ? path.index(step.index) : path.key(step.name);
    }
    return path;
}

std::vector<Path::Step> extend(std::vector<Path::Step> steps, Path::Step step) {
    steps.push_back(std::move(step));
    return steps;
}

Operand finish_operand(AttributeValue value, const WriteContext& out) {
    if (out.failed()) {
        return out.error();
    }
    return value;
}

UpdateAction finish_set(Path path, AttributeValue value, bool null_removes, UpdateOperator op, WriteContext& out) {
    if (out.failed()) {
        return UpdateAction(op, std::move(path), out.error());
    }
    if (null_removes && value.type() == AttributeValue::Type::Null) {
        if (op == UpdateOperator::SetIfNotExists) {
            out.fail("if_not_exists needs a value that is not empty");
            return UpdateAction(op, std::move(path), out.error());
        }
        return UpdateAction(UpdateOperator::Remove, std::move(path));
    }
    UpdateAction action(op, std::move(path), std::move(value));
    if (out.has_outcome()) {
        action.with_pending(std::move(out.uploads()), std::move(out.seals()));
    }
    return action;
}

}  // namespace detail

Condition FieldSize::compare(ConditionOperator op, std::int64_t size) const {
    return Condition(op, {SizeOfPath(path_), AttributeValue(size)});
}

Condition FieldSize::between(std::int64_t low, std::int64_t high) const {
    return Condition(ConditionOperator::Between, {SizeOfPath(path_), AttributeValue(low), AttributeValue(high)});
}

}  // namespace dynoxx
