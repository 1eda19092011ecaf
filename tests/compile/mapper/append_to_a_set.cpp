// error: append needs a list attribute
#include <dynoxx/field.hpp>

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

dynoxx::UpdateAction check() {
#ifdef BAD
    return dynoxx::field<&User::roles>.append({"a"});
#else
    return dynoxx::field<&User::tags>.append({"a"});
#endif
}
