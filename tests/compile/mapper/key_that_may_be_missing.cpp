// error: and must not be optional
#include <dynoxx/item.hpp>

struct User {
#ifdef BAD
    std::optional<std::string> id{};
#else
    std::string id{};
#endif
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
