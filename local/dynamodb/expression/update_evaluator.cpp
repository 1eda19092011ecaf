#include "local/dynamodb/expression/evaluate.hpp"

#include "local/dynamodb/api_error.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace dynoxx::local::dynamodb {

namespace {

[[noreturn]] void fail_operand_type() {
    fail_validation("An operand in the update expression has an incorrect data type");
}

[[noreturn]] void fail_path() {
    fail_validation("The document path provided in the update expression is invalid for update");
}

Decimal add_numbers(const Decimal& left, const Decimal& right) {
    const auto sum = Decimal::add(left, right);
    if (const auto* error = std::get_if<DecimalError>(&sum)) {
        fail_validation(decimal_error_message(*error, {}));
    }
    return std::get<Decimal>(sum);
}

Value resolve(const Operand& operand, const Item& item) {
    const auto argument = [&](std::size_t index) { return resolve(operand.arguments[index], item); };
    switch (operand.kind) {
        case Operand::Kind::Value:
            return *operand.value;
        case Operand::Kind::IfNotExists: {
            const Value* found = find_value(item, operand.arguments.front().path);
            return found != nullptr ? *found : argument(1);
        }
        case Operand::Kind::ListAppend: {
            Value first = argument(0);
            const Value second = argument(1);
            auto* list = first.get<ValueList>();
            const auto* tail = second.get<ValueList>();
            if (list == nullptr || tail == nullptr) {
                fail_operand_type();
            }
            list->insert(list->end(), tail->begin(), tail->end());
            return first;
        }
        case Operand::Kind::Plus:
        case Operand::Kind::Minus: {
            const Value left = argument(0);
            const Value right = argument(1);
            const auto* a = left.get<Decimal>();
            const auto* b = right.get<Decimal>();
            if (a == nullptr || b == nullptr) {
                fail_operand_type();
            }
            return Value{add_numbers(*a, operand.kind == Operand::Kind::Plus ? *b : b->negated())};
        }
        default:
            break;
    }
    const Value* found = find_value(item, operand.path);
    if (found == nullptr) {
        fail_validation("The provided expression refers to an attribute that does not exist in the item");
    }
    return *found;
}

/// The place that a path's last step names: a member of a map or an element of a list.
struct Place {
    ValueMap* map = nullptr;
    ValueList* list = nullptr;
    std::string name;
    std::size_t index = 0;

    [[nodiscard]] Value* find() const {
        if (map != nullptr) {
            const auto found = map->find(name);
            return found == map->end() ? nullptr : &found->second;
        }
        return index < list->size() ? &(*list)[index] : nullptr;
    }
};

/// Finds the place of a path; its map or list must be there.
Place locate(Item& item, const DocumentPath& path) {
    Place place{&item, nullptr, root_of(path), 0};
    for (auto step = path.begin() + 1; step != path.end(); ++step) {
        Value* value = place.find();
        if (value == nullptr) {
            fail_path();
        }
        place = Place{};
        if (const auto* name = std::get_if<std::string>(&*step)) {
            place.map = value->get<ValueMap>();
            place.name = *name;
        } else {
            place.list = value->get<ValueList>();
            place.index = std::get<std::size_t>(*step);
        }
        if (place.map == nullptr && place.list == nullptr) {
            fail_path();
        }
    }
    return place;
}

template <class Element>
void change_set(UpdateAction::Kind kind, Set<Element>& set, const Set<Element>& operand) {
    std::vector<Element> result;
    if (kind == UpdateAction::Kind::Add) {
        std::set_union(set.elements.begin(), set.elements.end(), operand.elements.begin(), operand.elements.end(),
                       std::back_inserter(result));
    } else {
        std::set_difference(set.elements.begin(), set.elements.end(), operand.elements.begin(), operand.elements.end(),
                            std::back_inserter(result));
    }
    set.elements = std::move(result);
}

/// Adds to a number or changes a set; tells whether anything is left.
bool change_value(UpdateAction::Kind kind, Value& value, const Value& operand) {
    if (value.type() != operand.type()) {
        fail_operand_type();
    }
    return std::visit(
        [&]<class Content>(Content& content) {
            const Content& other = *operand.get<Content>();
            if constexpr (std::is_same_v<Content, Decimal>) {
                content = add_numbers(content, other);
                return true;
            } else if constexpr (requires { content.elements; }) {
                change_set(kind, content, other);
                return !content.elements.empty();
            } else {
                return true;
            }
        },
        value.data);
}

/// The elements to remove are marked first and dropped at the end, so that the indexes of one expression stay what they
/// were.
class Updater {
 public:
    explicit Updater(Item& item) : item_(item) {}

    void set(const DocumentPath& path, Value value) {
        const Place place = locate(item_, path);
        if (place.map != nullptr) {
            place.map->insert_or_assign(place.name, std::move(value));
        } else if (place.index < place.list->size()) {
            (*place.list)[place.index] = std::move(value);
        } else {
            appended_.emplace(place.index, Appended{path, std::move(value)});
        }
    }

    void remove(const DocumentPath& path) {
        const Place place = locate(item_, path);
        if (place.map != nullptr) {
            place.map->erase(place.name);
        } else if (place.index < place.list->size()) {
            removed_.push_back(path);
        }
    }

    void change(const UpdateAction& action, const Value& operand) {
        const Place place = locate(item_, action.path);
        Value* value = place.find();
        if (value == nullptr) {
            if (action.kind == UpdateAction::Kind::Add) {
                set(action.path, operand);
            }
        } else if (!change_value(action.kind, *value, operand)) {
            remove(action.path);
        }
    }

    /// Appends what was set behind the end of lists, in the order of the indexes, then drops what was removed.
    void finish() {
        for (auto& [index, appended] : appended_) {
            locate(item_, appended.path).list->push_back(std::move(appended.value));
        }
        // From the back, so that an erased element does not move one that is still to be erased.
        std::sort(removed_.begin(), removed_.end());
        for (auto path = removed_.rbegin(); path != removed_.rend(); ++path) {
            const Place place = locate(item_, *path);
            place.list->erase(place.list->begin() + static_cast<std::ptrdiff_t>(place.index));
        }
    }

 private:
    struct Appended {
        DocumentPath path;
        Value value;
    };

    Item& item_;
    std::multimap<std::size_t, Appended> appended_;  // by the index that was asked for
    std::vector<DocumentPath> removed_;
};

}  // namespace

Item apply(const Update& update, const Item& item) {
    std::vector<Value> operands;
    operands.reserve(update.size());
    for (const UpdateAction& action : update) {
        operands.push_back(action.kind == UpdateAction::Kind::Remove ? Value{} : resolve(action.operand, item));
    }
    Item result = item;
    Updater updater(result);
    for (std::size_t i = 0; i < update.size(); ++i) {
        switch (update[i].kind) {
            case UpdateAction::Kind::Set:
                updater.set(update[i].path, std::move(operands[i]));
                break;
            case UpdateAction::Kind::Remove:
                updater.remove(update[i].path);
                break;
            default:
                updater.change(update[i], operands[i]);
        }
    }
    updater.finish();
    return result;
}

}  // namespace dynoxx::local::dynamodb
