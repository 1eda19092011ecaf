// error: ttl_attribute needs a member of type dynoxx::TimeToLive or of an integer type
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    std::string name{};
    std::optional<dynoxx::TimeToLive> expires{};
#ifdef BAD
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::ttl_attribute<&User::name>);
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::ttl_attribute<&User::expires>);
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
