// error: a compressed attribute cannot be a key of the table or of an index
#include <dynoxx/item.hpp>

struct Note {
    std::string id{};
    std::string text{};
#ifdef BAD
    static constexpr auto dynoxx_model =
        dynoxx::model("notes", dynoxx::partition_key<&Note::id>, dynoxx::compressed_attribute<&Note::id>());
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("notes", dynoxx::partition_key<&Note::id>, dynoxx::compressed_attribute<&Note::text>());
#endif
};

dynoxx::Item check(const Note& note) {
    return dynoxx::to_item(note);
}
