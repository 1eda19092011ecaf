#pragma once

#include <dynoxx/converters/external.hpp>
#include <dynoxx/detail/compiled_once.hpp>
#include <dynoxx/detail/compressed_parts.hpp>
#include <dynoxx/detail/member_conversion.hpp>
#include <dynoxx/entity.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynoxx {

/// An item with the parts of it that are still to be uploaded or sealed; markers stand in for them.
struct Serialized {
    Serialized();
    DYNOXX_DECLARE_COPIES(Serialized);

    Item item{};
    std::vector<PendingUpload> uploads{};
    std::vector<PendingSeal> seals{};
};

/// A loaded value that is sealed, and the attribute that it belongs to.
struct SealedPart {
    template <class T>
    SealedPart(std::string_view attribute_name, Encrypted<T>& part)
        : attribute(attribute_name),
          value_(&part),
          open_([](void* value, const std::string& plaintext, ReadContext& in) {
              detail::open_sealed(*static_cast<Encrypted<T>*>(value), plaintext, in);
          }) {}

    /// Replaces the sealed text by its plaintext; `in` says whether the plaintext is no value of the member's type.
    void open(const std::string& plaintext, ReadContext& in) const { open_(value_, plaintext, in); }

    std::string_view attribute;

 private:
    void* value_;
    void (*open_)(void*, const std::string&, ReadContext&);
};

/// A loaded value that is kept in S3, and the attribute that it belongs to.
struct S3Part {
    S3Part(std::string_view attribute_name, S3Value& part) : attribute(attribute_name), value(&part) {}

    std::string_view attribute;
    S3Value* value;
};

/// The parts of loaded objects that KMS and S3 have to do with.
///
/// @par Lifetime
/// It points into the objects: gather when they are in their final place.
struct ExternalParts {
    ExternalParts() {}

    std::vector<SealedPart> sealed{};
    std::vector<S3Part> s3{};
};

namespace detail {

[[nodiscard]] Result<Serialized> finish_writing(Item item, WriteContext& out);

/// Throws the error of a conversion that failed.
[[noreturn]] void throw_failed(const ReadContext& in);

/// Reads the attributes of an item, from which it may move, into a new object; `in` says whether that failed.
template <class T>
[[nodiscard]] T read_object(Item& item, ReadContext& in) {
    static_assert(check_model<T>());
    if constexpr (has_compressed_parts<T>) {
        decompress_parts(entity_of<T>(), item, in);
    }
    T object{};
    Shape<T>::visit(object, MembersReader<T>{item, in});
    return object;
}

template <class T>
struct PartsGatherer {
    ExternalParts& parts;

    template <class... Members>
    void operator()(Members&... members) const {
        std::size_t index = 0;
        (gather(attribute_names<T>[index++], members), ...);
    }

    template <class Secret>
    void gather(std::string_view name, Encrypted<Secret>& value) const {
        if (value.is_sealed()) {
            parts.sealed.emplace_back(name, value);
        }
    }
    void gather(std::string_view name, S3Value& value) const {
        if (value.location() != nullptr) {
            parts.s3.emplace_back(name, value);
        }
    }
    template <class Member>
    void gather(std::string_view, Member&) const {}
};

}  // namespace detail

/// Says whether a model has members that are sealed or kept in S3.
template <class T>
inline constexpr bool has_external_parts = detail::count_options(detail::model_of<T>, detail::OptionKind::S3) +
                                               detail::count_options(detail::model_of<T>,
                                                                     detail::OptionKind::Encrypted) >
                                           0;

/// Converts an object into its item; parts that are still to be uploaded or sealed are listed beside it.
///
/// @par Errors
/// `InvalidItem` if a member cannot be written, for example a number that is not finite.
template <class T>
[[nodiscard]] Result<Serialized> serialize(const T& object) {
    static_assert(detail::check_model<T>());
    WriteContext out;
    Item item;
    detail::Shape<T>::visit(object, detail::MembersWriter<T>{item, out});
    if constexpr (detail::has_compressed_parts<T>) {
        detail::compress_parts(entity_of<T>(), item, out);
    }
    return detail::finish_writing(std::move(item), out);
}

/// Converts an item into an object. Missing attributes leave the default, unknown ones are ignored; encrypted members
/// stay sealed.
///
/// @par Errors
/// `InvalidItem` if an attribute has another type than its member or does not fit it; the message names its path.
template <class T>
[[nodiscard]] Result<T> deserialize(Item item) {
    ReadContext in;
    T object = detail::read_object<T>(item, in);
    if (in.failed()) {
        return in.error();
    }
    return object;
}

/// Does what `serialize` does for an object without pending parts; markers stand where there are any.
///
/// @par Errors
/// `ModelException` instead of a result.
template <class T>
[[nodiscard]] Item to_item(const T& object) {
    return std::move(serialize(object).value().item);
}

/// Does what `deserialize` does.
///
/// @par Errors
/// `ModelException` instead of a result.
template <class T>
[[nodiscard]] T from_item(Item item) {
    ReadContext in;
    T object = detail::read_object<T>(item, in);
    if (in.failed()) {
        detail::throw_failed(in);
    }
    return object;
}

/// Adds the sealed and the stored parts of a loaded object.
template <class T>
void gather_parts(T& object, ExternalParts& parts) {
    static_assert(detail::check_model<T>());
    if constexpr (has_external_parts<T>) {
        detail::Shape<T>::visit(object, detail::PartsGatherer<T>{parts});
    }
}

}  // namespace dynoxx
