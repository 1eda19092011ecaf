// error: an Encrypted member needs encrypted_attribute<&T::member>
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
    dynoxx::Encrypted<std::string> secret{};
#ifdef BAD
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>);
#else
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>,
                                                       dynoxx::encrypted_attribute<&User::secret>("alias/key"));
#endif
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
