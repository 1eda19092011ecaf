// error: this type has no model
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
#ifndef BAD
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
