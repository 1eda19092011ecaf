// error: the partition key and the sort key of a model are the same member
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    std::string place{};
#ifdef BAD
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::sort_key<&User::id>);
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::sort_key<&User::place>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
