// error: the keys of an index must be stored as text, number or bytes
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
#ifdef BAD
    bool active = false;
#else
    int active = 0;
#endif
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::index<"by-active", &User::active>);
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
