// error: a model needs the name of its table
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
#ifdef BAD
    static constexpr auto dynoxx_model = dynoxx::model(dynoxx::partition_key<&User::id>);
#else
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
