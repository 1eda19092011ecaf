// error: Encrypted and S3Value must be direct members of a model with a table
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
#ifdef BAD
    std::vector<dynoxx::Encrypted<std::string>> secrets{};
#else
    std::vector<std::string> secrets{};
#endif
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
