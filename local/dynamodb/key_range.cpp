#include "local/dynamodb/key_range.hpp"

#include "local/dynamodb/api_error.hpp"
#include "local/dynamodb/key.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace dynoxx::local::dynamodb {

namespace {

using Kind = Condition::Kind;

/// The condition on one key attribute.
struct KeyTerm {
    std::string attribute;
    Kind kind = Kind::Equal;
    std::vector<const Value*> values;
};

/// The names of Condition::Kind in messages.
constexpr auto kind_names = std::to_array<std::string_view>(
    {"AND", "OR", "NOT", "=", "<>", "<", "<=", ">", ">=", "BETWEEN", "IN", "attribute_exists", "attribute_not_exists",
     "attribute_type", "begins_with", "contains"});

std::string_view name_of(Kind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

/// What a comparison becomes if its sides are swapped.
Kind swapped(Kind kind) {
    switch (kind) {
        case Kind::Less:
            return Kind::Greater;
        case Kind::LessOrEqual:
            return Kind::GreaterOrEqual;
        case Kind::Greater:
            return Kind::Less;
        case Kind::GreaterOrEqual:
            return Kind::LessOrEqual;
        default:
            return kind;
    }
}

bool is_indexable(Kind kind) {
    constexpr auto kinds = std::to_array({Kind::Equal, Kind::Less, Kind::LessOrEqual, Kind::Greater,
                                          Kind::GreaterOrEqual, Kind::Between, Kind::BeginsWith});
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

KeyTerm read_term(const Condition& condition) {
    const std::string name(name_of(condition.kind));
    if (!is_indexable(condition.kind)) {
        fail_validation("Invalid operator used in KeyConditionExpression: " + name);
    }
    const std::vector<Operand>& operands = condition.operands;
    const bool fixed_order = condition.kind == Kind::Between || condition.kind == Kind::BeginsWith;
    if (fixed_order && operands.front().kind == Operand::Kind::Value) {
        fail_validation("Invalid condition in KeyConditionExpression: " + name +
                        " operator must have the key attribute as its first operand");
    }
    KeyTerm term{"", condition.kind, {}};
    for (const Operand& operand : operands) {
        if (operand.kind == Operand::Kind::Value) {
            term.values.push_back(operand.value);
            continue;
        }
        if (operand.kind != Operand::Kind::Path) {
            fail_validation("KeyConditionExpressions cannot contain nested operations");
        }
        if (!term.attribute.empty()) {
            fail_validation(
                "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
        }
        if (operand.path.size() > 1) {
            fail_validation("KeyConditionExpressions cannot have conditions on nested attributes");
        }
        term.attribute = root_of(operand.path);
    }
    if (term.attribute.empty()) {
        fail_validation("Invalid condition in KeyConditionExpression: No key attribute specified");
    }
    if (operands.front().kind == Operand::Kind::Value) {
        term.kind = swapped(term.kind);
    }
    return term;
}

void collect_terms(const Condition& condition, std::vector<KeyTerm>& terms) {
    if (condition.kind == Kind::And) {
        for (const Condition& part : condition.conditions) {
            collect_terms(part, terms);
        }
        return;
    }
    KeyTerm term = read_term(condition);
    for (const KeyTerm& other : terms) {
        if (other.attribute == term.attribute) {
            fail_validation(
                "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key");
        }
    }
    terms.push_back(std::move(term));
}

void check_values(const KeyTerm& term, const KeyAttribute& attribute) {
    for (const Value* value : term.values) {
        if (value->type() != attribute.type) {
            fail_parameter("Condition parameter type does not match schema type");
        }
        if (value->type() != ValueType::N && value_size(*value) == 0 && term.kind != Kind::BeginsWith) {
            fail_validation(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
                "empty " +
                std::string(attribute.type == ValueType::S ? "string" : "binary") + " value. Key: " + attribute.name);
        }
    }
}

/// The lowest bytes that do not begin with these.
std::string successor(std::string bytes) {
    while (!bytes.empty() && bytes.back() == '\xFF') {
        bytes.pop_back();
    }
    if (!bytes.empty()) {
        bytes.back() = static_cast<char>(static_cast<unsigned char>(bytes.back()) + 1);
    }
    return bytes;
}

std::string extended(std::string bytes, const Value& value) {
    append_key_part(bytes, value);
    return bytes;
}

/// Narrows the range of all keys that begin with `base` by the condition on the next part.
void narrow(KeyRange& range, const std::string& base, const KeyTerm& term) {
    const std::string first = extended(base, *term.values.front());
    switch (term.kind) {
        case Kind::Less:
            range.end = first;
            break;
        case Kind::LessOrEqual:
            range.end = successor(first);
            break;
        case Kind::Greater:
            range.begin = successor(first);
            break;
        case Kind::GreaterOrEqual:
            range.begin = first;
            break;
        case Kind::Between:
            range.begin = first;
            range.end = successor(extended(base, *term.values[1]));
            break;
        case Kind::BeginsWith:
            range.begin = base;
            append_key_prefix(range.begin, *term.values.front());
            range.end = successor(range.begin);
            break;
        default:
            range.begin = first;
            range.end = successor(first);
    }
}

class RangeReader {
 public:
    RangeReader(std::vector<KeyTerm> terms, const KeySchema& keys) : terms_(std::move(terms)), keys_(keys) {
        const std::size_t parts = keys.partition.size() + keys.sort.size();
        if (terms_.size() > parts) {
            fail_validation("The number of query conditions (" + std::to_string(terms_.size()) +
                            ") exceeds the number of key attributes defined in the schema (" + std::to_string(parts) +
                            ')');
        }
    }

    KeyRange read() {
        Item partition;
        for (const KeyAttribute& attribute : keys_.partition) {
            const KeyTerm& term = required_term(attribute);
            if (term.kind != Kind::Equal) {
                fail_validation("Query key condition not supported");
            }
            partition.emplace(attribute.name, *term.values.front());
        }
        KeyRange range;
        range.partition = partition_bytes(keys_, partition);
        range.begin = range.partition;
        range.end = successor(range.begin);
        read_sort_terms(range);
        return range;
    }

 private:
    void read_sort_terms(KeyRange& range) {
        check_gaps();
        std::size_t left = terms_.size() - keys_.partition.size();
        std::string base = range.partition;
        for (auto attribute = keys_.sort.begin(); left > 0; ++attribute, --left) {
            const KeyTerm& term = required_term(*attribute);
            narrow(range, base, term);
            base = extended(std::move(base), *term.values.front());
        }
    }

    /// Only the last sort attribute that has a condition may have another one than equality, or none.
    void check_gaps() const {
        std::string names;
        for (const KeyAttribute& attribute : keys_.sort) {
            const auto term = find_term(attribute);
            if (term != terms_.end() && !names.empty()) {
                fail_validation("RANGE key attributes " + names +
                                " must have equality conditions specified in the query because a condition is present "
                                "on key attribute " +
                                attribute.name);
            }
            if (term == terms_.end() || term->kind != Kind::Equal) {
                names += (names.empty() ? "" : ", ") + attribute.name;
            }
        }
    }

    [[nodiscard]] std::vector<KeyTerm>::const_iterator find_term(const KeyAttribute& attribute) const {
        return std::find_if(terms_.begin(), terms_.end(),
                            [&](const KeyTerm& term) { return term.attribute == attribute.name; });
    }

    const KeyTerm& required_term(const KeyAttribute& attribute) const {
        const auto found = find_term(attribute);
        if (found == terms_.end()) {
            fail_validation("Query condition missed key schema element: " + attribute.name);
        }
        check_values(*found, attribute);
        return *found;
    }

    std::vector<KeyTerm> terms_;
    const KeySchema& keys_;
};

}  // namespace

KeyRange read_key_range(const Condition& condition, const KeySchema& keys) {
    std::vector<KeyTerm> terms;
    collect_terms(condition, terms);
    return RangeReader(std::move(terms), keys).read();
}

}  // namespace dynoxx::local::dynamodb
