// error: an S3Value member needs s3_attribute<&T::member>
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    dynoxx::S3Value photo{};
#ifdef BAD
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
#else
    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::s3_attribute<&User::photo>("bucket"));
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
