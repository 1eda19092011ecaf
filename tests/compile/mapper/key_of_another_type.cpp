// error: the type of a key value does not fit the key's member
#include <dynoxx/key.hpp>

struct User {
    std::string id{};
    std::string place{};
    std::int64_t logins = 0;
    std::optional<std::string> email{};
    std::vector<std::string> tags{};
    std::set<std::string> roles{};
    std::map<std::string, int> counts{};
    dynoxx::Encrypted<std::string> secret{};

    static constexpr auto dynoxx_model =
        dynoxx::model("users", dynoxx::partition_key<&User::id>, dynoxx::sort_key<&User::place>,
                      dynoxx::encrypted_attribute<&User::secret>("alias/key"));
};

dynoxx::Result<dynoxx::Item> check() {
#ifdef BAD
    return dynoxx::make_key<User>("a", 1);
#else
    return dynoxx::make_key<User>("a", "b");
#endif
}
