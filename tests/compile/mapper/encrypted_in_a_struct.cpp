// error: Encrypted and S3Value must be direct members of a model with a table
#include <dynoxx/item.hpp>

struct Address {
#ifdef BAD
    dynoxx::Encrypted<std::string> street{};
#else
    std::string street{};
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
