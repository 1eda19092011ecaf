#pragma once

#include <dynoxx/converters/scalar.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace dynoxx {

class S3Value;
template <class T>
class Encrypted;

namespace detail {

/// Values whose bytes go through S3 or KMS: they stand directly in a model, not inside of another value.
template <class T>
inline constexpr bool is_encrypted = false;
template <class T>
inline constexpr bool is_encrypted<Encrypted<T>> = true;
template <class T>
inline constexpr bool is_s3_value = std::is_same_v<T, S3Value>;

template <class T>
consteval bool check_element() {
    static_assert(!is_encrypted<T> && !is_s3_value<T>,
                  "dynoxx: Encrypted and S3Value must be direct members of a model with a table");
    static_assert(is_encrypted<T> || is_s3_value<T> || Storable<T>,
                  "dynoxx: the element type of a container has no converter; specialise dynoxx::Converter for it");
    return true;
}

/// Gives the elements of SS, NS, BS or L one by one, as values; NULL is the empty set.
class SetReader {
 public:
    SetReader(AttributeValue& value, AttributeValue::Type expected, ReadContext& in);

    [[nodiscard]] std::size_t size() const noexcept { return elements_.size(); }
    [[nodiscard]] AttributeValue& operator[](std::size_t index) noexcept { return elements_[index]; }

 private:
    AttributeValue::List elements_;
};

/// Makes SS, NS or BS of its elements; NULL if there are none.
[[nodiscard]] AttributeValue make_set(AttributeValue::List elements);

template <class T>
inline constexpr AttributeValue::Type set_type =
    Converter<T>::type == AttributeValue::Type::S   ? AttributeValue::Type::SS
    : Converter<T>::type == AttributeValue::Type::N ? AttributeValue::Type::NS
                                                    : AttributeValue::Type::BS;

template <class Set>
struct SetConverter {
    using Element = typename Set::value_type;
    static_assert(check_element<Element>());
    static_assert(Converter<Element>::type == AttributeValue::Type::S ||
                      Converter<Element>::type == AttributeValue::Type::N ||
                      Converter<Element>::type == AttributeValue::Type::B,
                  "dynoxx: a set holds texts, numbers or bytes");

    static constexpr AttributeValue::Type type = set_type<Element>;
    static constexpr bool omits_null = true;

    static AttributeValue write(const Set& set, WriteContext& out) {
        AttributeValue::List elements;
        elements.reserve(set.size());
        for (const Element& element : set) {
            elements.push_back(Converter<Element>::write(element, out));
        }
        return make_set(std::move(elements));
    }
    static void read(AttributeValue& value, Set& out, ReadContext& in) {
        SetReader elements(value, type, in);
        out.clear();
        for (std::size_t i = 0; i < elements.size(); ++i) {
            ReadContext here(in, i);
            Element element{};
            Converter<Element>::read(elements[i], element, here);
            out.insert(std::move(element));
        }
    }
};

template <class Map>
struct MapConverter {
    using Element = typename Map::mapped_type;
    static_assert(check_element<Element>());

    static constexpr AttributeValue::Type type = AttributeValue::Type::M;

    static AttributeValue write(const Map& map, WriteContext& out) {
        AttributeMap entries;
        entries.reserve(map.size());
        for (const auto& [key, element] : map) {
            WriteContext here(out, key);
            entries.append(key, Converter<Element>::write(element, here));
        }
        return entries;
    }
    static void read(AttributeValue& value, Map& out, ReadContext& in) {
        AttributeMap* entries = in.expect<AttributeMap>(value, type);
        if (entries == nullptr) {
            return;
        }
        out.clear();
        for (auto& [key, stored] : *entries) {
            ReadContext here(in, key);
            Element element{};
            Converter<Element>::read(stored, element, here);
            out.insert_or_assign(key, std::move(element));
        }
    }
};

}  // namespace detail

/// An optional is left out when it is empty; a missing attribute and NULL read as empty.
template <class T>
struct Converter<std::optional<T>> {
    static_assert(detail::check_element<T>());
    static constexpr AttributeValue::Type type = Converter<T>::type;
    static constexpr bool omits_null = true;
    static AttributeValue write(const std::optional<T>& value, WriteContext& out) {
        return value ? Converter<T>::write(*value, out) : AttributeValue();
    }
    static void read(AttributeValue& value, std::optional<T>& out, ReadContext& in) {
        if (value.type() == AttributeValue::Type::Null) {
            out.reset();
        } else {
            Converter<T>::read(value, out.emplace(), in);
        }
    }
};

/// A vector as L.
template <class T>
struct Converter<std::vector<T>> {
    static_assert(detail::check_element<T>());
    static constexpr AttributeValue::Type type = AttributeValue::Type::L;
    static AttributeValue write(const std::vector<T>& list, WriteContext& out) {
        AttributeValue::List elements;
        elements.reserve(list.size());
        for (std::size_t i = 0; i < list.size(); ++i) {
            WriteContext here(out, i);
            elements.push_back(Converter<T>::write(list[i], here));
        }
        return elements;
    }
    static void read(AttributeValue& value, std::vector<T>& out, ReadContext& in) {
        AttributeValue::List* elements = in.expect<AttributeValue::List>(value, type);
        if (elements == nullptr) {
            return;
        }
        out.clear();
        out.reserve(elements->size());
        for (std::size_t i = 0; i < elements->size(); ++i) {
            ReadContext here(in, i);
            T element{};
            Converter<T>::read((*elements)[i], element, here);
            out.push_back(std::move(element));
        }
    }
};

/// A map with text keys as M.
template <class T, class Less>
struct Converter<std::map<std::string, T, Less>> : detail::MapConverter<std::map<std::string, T, Less>> {};
template <class T, class Hash, class Equal>
struct Converter<std::unordered_map<std::string, T, Hash, Equal>>
    : detail::MapConverter<std::unordered_map<std::string, T, Hash, Equal>> {};

/// A set as SS, NS or BS; an empty one is left out. L is read as well, and NULL as the empty set.
template <class T, class Less>
struct Converter<std::set<T, Less>> : detail::SetConverter<std::set<T, Less>> {};
template <class T, class Hash, class Equal>
struct Converter<std::unordered_set<T, Hash, Equal>> : detail::SetConverter<std::unordered_set<T, Hash, Equal>> {};

}  // namespace dynoxx
