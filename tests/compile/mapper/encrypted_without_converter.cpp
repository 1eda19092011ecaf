// error: Encrypted<T> holds a text or another type that has a converter
#include <dynoxx/item.hpp>

struct User {
    std::string id{};
#ifdef BAD
    dynoxx::Encrypted<void*> secret{};
#else
    dynoxx::Encrypted<int> secret{};
#endif
    static constexpr auto dynoxx_model = dynoxx::model("users", dynoxx::partition_key<&User::id>,
                                                       dynoxx::encrypted_attribute<&User::secret>("alias/key"));
};

dynoxx::Item check(const User& user) {
    return dynoxx::to_item(user);
}
