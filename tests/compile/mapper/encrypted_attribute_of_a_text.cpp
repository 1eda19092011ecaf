// error: encrypted_attribute needs a member of type dynoxx::Encrypted<T>
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
#ifdef BAD
    std::string secret{};
#else
    dynoxx::Encrypted<std::string> secret{};
#endif
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>,
                                                       dynoxx::encrypted_attribute<&User::secret>("alias/key"));
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
