// error: compressed_attribute needs a member of type std::string
#include <dynoxx/item.hpp>

struct Note {
    std::string id{};
    std::string text{};
    int number = 0;
#ifdef BAD
    static constexpr auto dynoxx_model =
        dynoxx::model("notes", dynoxx::partition_key<&Note::id>, dynoxx::compressed_attribute<&Note::number>());
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("notes", dynoxx::partition_key<&Note::id>, dynoxx::compressed_attribute<&Note::text>());
#endif
};

dynoxx::Item check(const Note& note) {
    return dynoxx::to_item(note);
}
