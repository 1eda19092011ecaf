// A source file as users have them: one model, and every verb of its table. bench/run compiles it for its time.
#include <dynoxx/dynoxx.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct Session {
    std::string owner{};
    std::int64_t number = 0;
    std::string device{};
    std::int64_t hits = 0;
    double score = 0;
    bool active = false;
    std::optional<std::string> note{};
    std::vector<std::string> tags{};
    std::optional<dynoxx::TimeToLive> expires{};
    std::int64_t version = 0;
    dynoxx::S3Value scan{};
    dynoxx::Encrypted<std::string> secret{};

    static constexpr auto dynoxx_model = dynoxx::model(
        "sessions", dynoxx::partition_key<&Session::owner>, dynoxx::sort_key<&Session::number>,
        dynoxx::index<"by-device", &Session::device, &Session::hits>, dynoxx::version_attribute<&Session::version>,
        dynoxx::ttl_attribute<&Session::expires>, dynoxx::s3_attribute<&Session::scan>("scans", "sessions/"),
        dynoxx::encrypted_attribute<&Session::secret>("alias/bench"));
};
constexpr auto hits = dynoxx::field<&Session::hits>;

void use_every_verb(const dynoxx::DynamoDBClient& client, const Session& session) {
    const auto sessions = client.table<Session>();
    sessions.create_table().run();
    sessions.put(session).when(hits > 1).run();
    std::optional<Session> found = sessions.get("ada", 1).run();
    sessions.update("ada", 1).set(hits += 1).when(hits < 4).run();
    sessions.remove("ada", 1).run();
    std::vector<Session> all = sessions.query("ada").filter(hits > 2).run();
    for (const Session& one : sessions.query_index<"by-device">("phone").all()) {
        sessions.remove(one).run();
    }
    all = sessions.scan().run();
    found = sessions.batch_get(std::vector<std::pair<std::string, int>>{{"ada", 1}}).run().items.front();
    static_cast<void>(sessions.batch_put(all).unchecked().run());
    client.transact_write(sessions.put(session), sessions.remove("ada", 1)).run();
    client.transact_get(sessions.get("ada", 1)).run();
}
