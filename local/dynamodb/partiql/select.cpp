#include "local/dynamodb/partiql/select.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/base64.hpp"
#include "local/dynamodb/expression/evaluate.hpp"
#include "local/dynamodb/key.hpp"
#include "local/dynamodb/key_range.hpp"
#include "local/dynamodb/operations/page.hpp"

#include <algorithm>
#include <functional>

namespace dynoxx::local::dynamodb::partiql {

namespace {

constexpr std::size_t max_page_bytes = 1024 * 1024;

using Kind = Condition::Kind;

Condition equal(const std::string& attribute, const Value& value) {
    Condition condition{Kind::Equal, {}, {}};
    condition.operands.push_back(Operand{Operand::Kind::Path, {attribute}, nullptr, {}});
    condition.operands.push_back(Operand{Operand::Kind::Value, {}, &value, {}});
    return condition;
}

/// The values that the parts demand of an attribute: one by `=`, several by IN. Empty if they demand none.
std::vector<const Value*> demanded_values(const std::vector<const Condition*>& parts, const std::string& attribute) {
    for (const Condition* part : parts) {
        if (const Value* value = demanded_value(*part, attribute)) {
            return {value};
        }
    }
    for (const Condition* part : parts) {
        const bool is_in = part->kind == Kind::In && part->operands.front().path == DocumentPath{attribute};
        if (!is_in) {
            continue;
        }
        std::vector<const Value*> values;
        for (auto operand = part->operands.begin() + 1; operand != part->operands.end(); ++operand) {
            if (operand->value == nullptr) {
                return {};
            }
            values.push_back(operand->value);
        }
        return values;
    }
    return {};
}

/// The first condition on the sort key that a range of keys can meet.
const Condition* sort_condition(const std::vector<const Condition*>& parts, const KeyAttribute& sort) {
    for (const Condition* part : parts) {
        const bool ranges = part->kind == Kind::Equal || part->kind == Kind::Between ||
                            part->kind == Kind::BeginsWith ||
                            (part->kind >= Kind::Less && part->kind <= Kind::GreaterOrEqual);
        if (!ranges || part->operands.front().path != DocumentPath{sort.name}) {
            continue;
        }
        const bool fits = std::all_of(part->operands.begin() + 1, part->operands.end(), [&](const Operand& operand) {
            return operand.value != nullptr && operand.value->type() == sort.type &&
                   (sort.type == ValueType::N || value_size(*operand.value) > 0);
        });
        return fits && !(part->kind == Kind::BeginsWith && sort.type == ValueType::N) ? part : nullptr;
    }
    return nullptr;
}

bool is_key_value(const Value& value, const KeyAttribute& attribute) {
    return value.type() == attribute.type && (attribute.type == ValueType::N || value_size(value) > 0);
}

/// Finds what one branch of WHERE lets a SELECT read.
class RangeFinder {
 public:
    RangeFinder(const Condition& branch, const ReadTarget& target, bool is_whole)
        : target_(target), parts_(required_parts(branch)), is_whole_(is_whole) {}

    /// Adds a range for each partition that the branch demands; tells whether it demands any.
    [[nodiscard]] bool add_ranges(std::vector<KeyRange>& ranges) const {
        std::vector<Condition> choice;
        return choose(0, choice, ranges);
    }

 private:
    bool choose(std::size_t at, std::vector<Condition>& choice, std::vector<KeyRange>& ranges) const {
        const KeySchema& keys = target_.keys();
        if (at == keys.partition.size()) {
            add_range(range_of(choice), ranges);
            return true;
        }
        const KeyAttribute& attribute = keys.partition[at];
        const std::vector<const Value*> values = demanded_values(parts_, attribute.name);
        for (const Value* value : values) {
            if (!is_key_value(*value, attribute)) {
                fail_parameter("Condition parameter type does not match schema type");
            }
            choice.push_back(equal(attribute.name, *value));
            if (!choose(at + 1, choice, ranges)) {
                return false;
            }
            choice.pop_back();
        }
        return !values.empty();
    }

    static void add_range(KeyRange range, std::vector<KeyRange>& ranges) {
        const bool is_new = std::none_of(ranges.begin(), ranges.end(),
                                         [&](const KeyRange& other) { return other.partition == range.partition; });
        if (is_new) {
            ranges.push_back(std::move(range));
        }
    }

    /// Several branches may want different parts of a partition, so that all of it is read.
    [[nodiscard]] KeyRange range_of(const std::vector<Condition>& choice) const {
        Condition all{Kind::And, choice, {}};
        for (const KeyAttribute& sort : target_.keys().sort) {
            const Condition* condition = is_whole_ ? sort_condition(parts_, sort) : nullptr;
            if (condition == nullptr) {
                break;
            }
            all.conditions.push_back(*condition);
            if (condition->kind != Kind::Equal) {
                break;
            }
        }
        return read_key_range(all, target_.keys());
    }

    const ReadTarget& target_;
    std::vector<const Condition*> parts_;
    bool is_whole_;
};

/// The ranges to read, one for each partition that WHERE demands; nothing if all must be read.
std::optional<std::vector<KeyRange>> find_ranges(const Statement& statement, const ReadTarget& target) {
    if (!statement.where) {
        return std::nullopt;
    }
    const Condition& where = *statement.where;
    std::vector<KeyRange> ranges;
    if (where.kind != Kind::Or) {
        return RangeFinder(where, target, true).add_ranges(ranges) ? std::optional(ranges) : std::nullopt;
    }
    for (const Condition& branch : where.conditions) {
        if (!RangeFinder(branch, target, false).add_ranges(ranges)) {
            return std::nullopt;
        }
    }
    return ranges;
}

/// The attributes of an index that does not project everything.
bool holds(const ReadTarget& target, const std::string& name) {
    const std::vector<std::string>& attributes = target.index->attributes;
    return target.keys().has(name) || target.definition().keys.has(name) ||
           std::find(attributes.begin(), attributes.end(), name) != attributes.end();
}

ReadTarget find_target(const Statement& statement, State& state, ReadMode mode) {
    ReadTarget target{&state.table(statement.table), nullptr};
    if (statement.index.empty()) {
        return target;
    }
    target.index = target.definition().find_index(statement.index);
    if (target.index == nullptr) {
        fail_validation("The table does not have the specified index");
    }
    if (target.index->scope == IndexScope::Global && mode == ReadMode::Consistent) {
        fail_validation("Strongly consistent read is not supported on Global Secondary Indexes");
    }
    return target;
}

std::vector<std::string> missing_attributes(const ReadTarget& target, const std::vector<DocumentPath>& paths) {
    std::vector<std::string> missing;
    for (const DocumentPath& path : paths) {
        if (!holds(target, root_of(path)) &&
            std::find(missing.begin(), missing.end(), root_of(path)) == missing.end()) {
            missing.push_back(root_of(path));
        }
    }
    return missing;
}

std::string join(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return '[' + text + ']';
}

/// Fails if the index lacks what is asked for; tells whether a local index must get it from the table.
bool check_projection(const Statement& statement, const ReadTarget& target) {
    if (target.index == nullptr || target.index->projection == ProjectionType::All) {
        return false;
    }
    std::vector<DocumentPath> filtered;
    if (statement.where) {
        for_each_path(*statement.where, [&](const DocumentPath& path) { filtered.push_back(path); });
    }
    const std::string name = target.index->name;
    if (const auto missing = missing_attributes(target, filtered); !missing.empty()) {
        fail_parameter("Secondary index " + name + " does not project one or more filter attributes: " + join(missing));
    }
    const auto missing = missing_attributes(target, statement.columns);
    if (!missing.empty() && target.index->scope == IndexScope::Global) {
        fail_parameter("Global secondary index " + name + " does not project " + join(missing));
    }
    return !missing.empty();
}

Order read_order(const Statement& statement, const ReadTarget& target, std::size_t partitions) {
    if (statement.order.empty()) {
        return Order::Ascending;
    }
    if (!statement.where) {
        fail_validation("Must have WHERE clause in the statement when using ORDER BY clause.");
    }
    for (const OrderTerm& term : statement.order) {
        if (!target.keys().has(term.attribute)) {
            fail_validation("Attribute " + term.attribute + " in ORDER BY clause must be part of the primary key");
        }
    }
    if (partitions == 0) {
        fail_validation(
            "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.");
    }
    const std::string& hash = target.keys().partition.front().name;
    const auto is_hash = [&](const OrderTerm& term) { return term.attribute == hash; };
    if (partitions > 1 && std::none_of(statement.order.begin(), statement.order.end(), is_hash)) {
        fail_validation(
            "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.");
    }
    return statement.order.back().descending ? Order::Descending : Order::Ascending;
}

/// Where a page ended: the number of the range and the place of the last entry in it.
struct Mark {
    std::size_t range = 0;
    std::string place;
};

std::string print_mark(std::string_view text, const Mark& mark) {
    return print_base64(std::to_string(std::hash<std::string_view>()(text)) + ' ' + std::to_string(mark.range) + ' ' +
                        mark.place);
}

Mark read_mark(std::string_view text, std::string_view token, std::size_t ranges) {
    const auto bytes = read_base64(token);
    const std::size_t first = bytes ? bytes->find(' ') : std::string::npos;
    const std::size_t second = first == std::string::npos ? first : bytes->find(' ', first + 1);
    if (second == std::string::npos) {
        fail_validation("Invalid NextToken");
    }
    if (bytes->substr(0, first) != std::to_string(std::hash<std::string_view>()(text))) {
        fail_validation("NextToken does not match request");
    }
    Mark mark;
    mark.place = bytes->substr(second + 1);
    for (const char digit : std::string_view(*bytes).substr(first + 1, second - first - 1)) {
        mark.range = mark.range * 10 + static_cast<std::size_t>(digit - '0');
    }
    if (mark.range >= ranges) {
        fail_validation("Invalid NextToken");
    }
    return mark;
}

/// Reads ranges one after another until the page is full.
class SelectReader {
 public:
    SelectReader(const Statement& statement, const ReadTarget& target, const SelectOptions& options, bool fetches)
        : statement_(statement),
          target_(target),
          options_(options),
          fetches_(fetches),
          result_{{}, {}, {}, ConsumedCapacity(target.definition())} {}

    void read(Entries::const_iterator begin, Entries::const_iterator end, std::size_t range, Order order) {
        range_ = range;
        if (order == Order::Ascending) {
            for (; begin != end && !is_full(); ++begin) {
                visit(*begin);
            }
        } else {
            while (begin != end && !is_full()) {
                visit(*--end);
            }
        }
    }

    [[nodiscard]] bool is_full() const noexcept { return scanned_ >= options_.limit || bytes_ >= max_page_bytes; }

    SelectResult finish(std::string_view text) {
        if (is_full() && last_ != nullptr) {
            result_.next_token = print_mark(text, mark_);
            copy_key(result_.last_key, target_.definition().keys, last_->item);
            copy_key(result_.last_key, target_.keys(), last_->item);
        }
        const double units = read_units(bytes_, options_.mode);
        if (target_.index == nullptr) {
            result_.consumed.add(units);
        } else {
            result_.consumed.add(units, *target_.index);
            result_.consumed.add(fetched_units_);
        }
        return std::move(result_);
    }

 private:
    void visit(const Entries::value_type& entry) {
        ++scanned_;
        bytes_ += entry.second.size;
        last_ = entry.second.record.get();
        mark_ = {range_, entry.first};
        if (fetches_) {
            fetched_units_ += read_units(last_->size, options_.mode);
        }
        if (statement_.where && !matches(*statement_.where, last_->item)) {
            return;
        }
        const bool projects = target_.index != nullptr && !fetches_;
        result_.items.push_back(pick_columns(
            statement_, projects ? project(last_->item, target_.definition(), *target_.index) : last_->item));
    }

    const Statement& statement_;
    const ReadTarget& target_;
    const SelectOptions& options_;
    bool fetches_;
    SelectResult result_;
    std::size_t scanned_ = 0;
    std::size_t bytes_ = 0;
    std::size_t range_ = 0;
    double fetched_units_ = 0;
    const Record* last_ = nullptr;
    Mark mark_;
};

}  // namespace

SelectResult run_select(const Statement& statement, std::string_view text, State& state, const SelectOptions& options) {
    const ReadTarget target = find_target(statement, state, options.mode);
    const auto found = find_ranges(statement, target);
    Order order = read_order(statement, target, found ? found->size() : 0);
    const bool fetches = check_projection(statement, target);
    std::vector<KeyRange> ranges = found.value_or(std::vector<KeyRange>());
    const bool by_hash =
        !statement.order.empty() && statement.order.front().attribute == target.keys().partition.front().name;
    if (by_hash) {
        // The partition's values stand behind its hash: they are compared without it.
        constexpr std::size_t hash_bytes = 8;
        std::sort(ranges.begin(), ranges.end(), [&](const KeyRange& a, const KeyRange& b) {
            const int compared = a.partition.compare(hash_bytes, std::string::npos, b.partition, hash_bytes);
            return statement.order.front().descending ? compared > 0 : compared < 0;
        });
        order = statement.order.size() > 1 ? order : Order::Ascending;
    }
    const std::size_t count = found ? ranges.size() : 1;
    Mark start;
    if (!options.token.empty()) {
        start = read_mark(text, options.token, count);
    }
    SelectReader reader(statement, target, options, fetches);
    const Entries& entries = target.entries();
    for (std::size_t i = start.range; i < count && !reader.is_full(); ++i) {
        auto begin = found ? entries.lower_bound(ranges[i].begin) : entries.begin();
        auto end = found ? entries.lower_bound(std::max(ranges[i].begin, ranges[i].end)) : entries.end();
        if (i == start.range && !options.token.empty()) {
            (order == Order::Ascending ? begin : end) =
                order == Order::Ascending ? entries.upper_bound(start.place) : entries.lower_bound(start.place);
        }
        reader.read(begin, end, i, order);
    }
    return reader.finish(text);
}

Item pick_columns(const Statement& statement, const Item& item) {
    if (statement.columns.empty()) {
        return item;
    }
    Item picked;
    for (std::size_t i = 0; i < statement.columns.size(); ++i) {
        if (const Value* value = find_value(item, statement.columns[i])) {
            picked.insert_or_assign(column_name(statement.columns[i], i + 1), *value);
        }
    }
    return picked;
}

std::optional<Item> demanded_key(const Statement& statement, const TableDefinition& table) {
    if (!statement.where) {
        return std::nullopt;
    }
    const std::vector<const Condition*> parts = required_parts(*statement.where);
    std::optional<Item> key(std::in_place);
    for_each_attribute(table.keys, [&](const KeyAttribute& attribute) {
        const Value* value = nullptr;
        for (const Condition* part : parts) {
            const Value* found = demanded_value(*part, attribute.name);
            if (found != nullptr && value != nullptr) {
                fail_validation("Multiple conditions on same key " + attribute.name +
                                ". Only single item Update/Insert/Delete are supported");
            }
            value = found != nullptr ? found : value;
        }
        if (value == nullptr) {
            key.reset();
        } else if (key) {
            key->emplace(attribute.name, *value);
        }
    });
    return key;
}

bool has_other_conditions(const Statement& statement, const TableDefinition& table) {
    if (!statement.where) {
        return false;
    }
    const std::vector<const Condition*> parts = required_parts(*statement.where);
    return std::any_of(parts.begin(), parts.end(), [&](const Condition* part) {
        bool is_key = false;
        for_each_attribute(table.keys, [&](const KeyAttribute& attribute) {
            is_key = is_key || demanded_value(*part, attribute.name) != nullptr;
        });
        return !is_key;
    });
}

}  // namespace dynoxx::local::dynamodb::partiql
