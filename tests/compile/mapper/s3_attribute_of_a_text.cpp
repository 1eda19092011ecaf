// error: s3_attribute needs a member of type dynoxx::S3Value
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
#ifdef BAD
    std::string photo{};
#else
    dynoxx::S3Value photo{};
#endif
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::s3_attribute<&User::photo>("bucket"));
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
