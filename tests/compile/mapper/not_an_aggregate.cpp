// error: this type is not an aggregate; list its members in its model
#include <dynoxx/item.hpp>

struct User {
    User() = default;
    explicit User(std::string value) : id(std::move(value)) {}
    std::string id{};
#ifdef BAD
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::fields<&User::id>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
