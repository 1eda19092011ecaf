// error: a model needs a partition_key<&T::member>
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    std::string place{};
#ifdef BAD
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::sort_key<&User::place>);
#else
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
