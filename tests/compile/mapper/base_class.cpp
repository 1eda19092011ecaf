// error: a type with a base class needs its members listed
#include <dynoxx/item.hpp>

struct Base {
    std::string kind{};
};

#ifdef BAD
struct User : Base {
    std::string id{};
#else
struct User {
    Base base{};
    std::string id{};
#endif
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
