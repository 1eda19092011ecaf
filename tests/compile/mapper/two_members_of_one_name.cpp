// error: two members of the model are stored under one name
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    std::string name{};
#ifdef BAD
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::rename<&User::name>("id"));
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::rename<&User::name>("full_name"));
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
