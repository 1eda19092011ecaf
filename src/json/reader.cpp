#include "json/reader.hpp"

#include "runtime/secret.hpp"

#include <simdjson.h>

#include <bit>

namespace dynoxx::json {

namespace {

using Element = simdjson::dom::element;
static_assert(sizeof(Element) == sizeof(std::array<std::uintptr_t, 2>) && std::is_trivially_copyable_v<Element>);

template <class T>
std::optional<T> get(std::array<std::uintptr_t, 2> handle) noexcept {
    T value{};
    if (std::bit_cast<Element>(handle).get(value) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    return value;
}

}  // namespace

struct Document::Parsed {
    explicit Parsed(Contents kind) : contents(kind) {}

    ~Parsed() {
        if (contents == Contents::Secret && parser.doc.string_buf) {
            // As large as simdjson makes it: five thirds of the text and the padding (dom::document::allocate).
            runtime::wipe(parser.doc.string_buf.get(), 5 * parser.doc.capacity() / 3 + simdjson::SIMDJSON_PADDING);
        }
    }

    Contents contents;
    simdjson::dom::parser parser;
    Element root;
};

Value::Type Value::type() const noexcept {
    using simdjson::dom::element_type;
    switch (std::bit_cast<Element>(handle_).type()) {
        case element_type::ARRAY:
            return Type::Array;
        case element_type::OBJECT:
            return Type::Object;
        case element_type::STRING:
            return Type::String;
        case element_type::BOOL:
            return Type::Bool;
        case element_type::NULL_VALUE:
            return Type::Null;
        default:
            return Type::Number;
    }
}

std::optional<std::string_view> Value::string() const noexcept {
    return get<std::string_view>(handle_);
}

std::optional<std::int64_t> Value::integer() const noexcept {
    return get<std::int64_t>(handle_);
}

std::optional<double> Value::number() const noexcept {
    return get<double>(handle_);
}

std::optional<bool> Value::boolean() const noexcept {
    return get<bool>(handle_);
}

std::optional<Value> Value::find(std::string_view name) const noexcept {
    Element found;
    if (std::bit_cast<Element>(handle_)[name].get(found) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    return Value(std::bit_cast<Handle>(found));
}

std::size_t Value::size() const noexcept {
    if (const auto object = get<simdjson::dom::object>(handle_)) {
        return object->size();
    }
    const auto array = get<simdjson::dom::array>(handle_);
    return array ? array->size() : 0;
}

void Value::visit_members(void (*use)(void*, std::string_view, Value), void* context) const {
    if (const auto object = get<simdjson::dom::object>(handle_)) {
        for (const auto& [name, value] : *object) {
            use(context, name, Value(std::bit_cast<Handle>(value)));
        }
    }
}

void Value::visit_elements(void (*use)(void*, Value), void* context) const {
    if (const auto array = get<simdjson::dom::array>(handle_)) {
        for (const Element element : *array) {
            use(context, Value(std::bit_cast<Handle>(element)));
        }
    }
}

Document::Document(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Result<Document> Document::parse(const std::string& text, std::size_t max_depth, Contents contents) {
    auto parsed = std::make_unique<Parsed>(contents);
    simdjson::error_code error = parsed->parser.allocate(text.size(), max_depth);
    if (error == simdjson::SUCCESS) {
        error = parsed->parser.parse(text).get(parsed->root);
    }
    if (error != simdjson::SUCCESS) {
        return Error(ErrorCode::InvalidResponse, "The answer is not valid JSON.")
            .with_cause(simdjson::error_message(error));
    }
    return Document(std::move(parsed));
}

Value Document::root() const noexcept {
    return Value(std::bit_cast<Value::Handle>(parsed_->root));
}

}  // namespace dynoxx::json
