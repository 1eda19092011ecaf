// error: a member has a type without a converter
#include <dynoxx/item.hpp>

struct Address {
#ifdef BAD
    char initial = 'a';
#else
    std::string initial{};
#endif
};

struct User {
    std::string id{};
    Address address{};
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
