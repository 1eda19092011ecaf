// error: a model has two sort keys
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    std::string place{};
    std::string time{};
#ifdef BAD
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>,
                                                       dynoxx::sort_key<&User::place>, dynoxx::sort_key<&User::time>);
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::sort_key<&User::place>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
