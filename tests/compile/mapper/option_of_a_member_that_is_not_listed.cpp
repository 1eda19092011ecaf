// error: an option of the model names a member that dynoxx::fields does not list
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    std::string name{};
#ifdef BAD
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::fields<&User::name>);
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::fields<&User::id, &User::name>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
