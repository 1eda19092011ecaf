// error: a key must be stored as text, number or bytes (S, N or B)
#include <dynoxx/item.hpp>

struct User {
#ifdef BAD
    std::vector<std::string> id{};
#else
    std::string id{};
#endif
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
