// error: an index has one partition key and at most one sort key
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    std::string place{};
#ifdef BAD
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>,
                                                       dynoxx::index<"by", &User::id, &User::place, &User::id>);
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::index<"by", &User::place, &User::id>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
