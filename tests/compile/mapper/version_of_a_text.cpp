// error: version_attribute needs a member of an integer type
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    std::string name{};
    std::int64_t version = 0;
#ifdef BAD
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::version_attribute<&User::name>);
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::version_attribute<&User::version>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
