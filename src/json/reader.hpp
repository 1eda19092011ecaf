#pragma once

#include <dynoxx/error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace dynoxx::json {

/// One value of a parsed document. A view: valid as long as its `Document` lives.
class Value {
 public:
    /// The types of JSON.
    enum class Type { Null, Bool, Number, String, Array, Object };

    [[nodiscard]] Type type() const noexcept;

    /// Gives the text of a string, with escapes resolved; nothing for another type.
    [[nodiscard]] std::optional<std::string_view> string() const noexcept;

    /// Gives a number that is an integer of this range; nothing for another type.
    [[nodiscard]] std::optional<std::int64_t> integer() const noexcept;

    /// Gives a number of any form; nothing for another type.
    [[nodiscard]] std::optional<double> number() const noexcept;

    [[nodiscard]] std::optional<bool> boolean() const noexcept;

    /// Gives the value of the first member with that name; nothing if there is none or this is no object.
    [[nodiscard]] std::optional<Value> find(std::string_view name) const noexcept;

    /// Gives the number of members or elements; 0 for other types.
    [[nodiscard]] std::size_t size() const noexcept;

    /// Calls `use(name, value)` for each member of an object, in order; does nothing for another type.
    template <class Use>
    void for_each_member(Use&& use) const {
        visit_members([](void* context, std::string_view name,
                         Value value) { (*static_cast<std::remove_reference_t<Use>*>(context))(name, value); },
                      address_of(use));
    }

    /// Calls `use(value)` for each element of an array, in order; does nothing for another type.
    template <class Use>
    void for_each_element(Use&& use) const {
        visit_elements(
            [](void* context, Value value) { (*static_cast<std::remove_reference_t<Use>*>(context))(value); },
            address_of(use));
    }

 private:
    friend class Document;

    using Handle = std::array<std::uintptr_t, 2>;  // the parser's own handle, whose type stays in reader.cpp

    explicit Value(Handle handle) : handle_(handle) {}

    template <class Use>
    static void* address_of(Use& use) noexcept {
        return const_cast<void*>(static_cast<const void*>(std::addressof(use)));
    }

    void visit_members(void (*use)(void*, std::string_view, Value), void* context) const;
    void visit_elements(void (*use)(void*, Value), void* context) const;

    Handle handle_;
};

/// Says whether the parser's own copies of a document's texts are overwritten at the end.
enum class Contents { Plain, Secret };

/// A document that was read and found to be valid JSON, all of it.
class Document {
 public:
    /// Levels of objects and arrays that are accepted: 40 levels of DynamoDB values, each of which takes two, and more.
    static constexpr std::size_t default_max_depth = 128;

    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;
    ~Document();

    /// Reads a text: UTF-8, one value, nothing behind it but blanks.
    ///
    /// A text that has 64 bytes of spare capacity is read in place, another is copied (and the copy not overwritten).
    ///
    /// @par Errors
    /// `InvalidResponse` with what is wrong.
    [[nodiscard]] static Result<Document> parse(const std::string& text, std::size_t max_depth = default_max_depth,
                                                Contents contents = Contents::Plain);

    [[nodiscard]] Value root() const noexcept;

 private:
    struct Parsed;

    explicit Document(std::unique_ptr<Parsed> parsed);

    std::unique_ptr<Parsed> parsed_;
};

}  // namespace dynoxx::json
