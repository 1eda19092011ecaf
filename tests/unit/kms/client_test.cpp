#include "kms/client.hpp"

#include "support/scripted_caller.hpp"

namespace dynoxx::kms {
namespace {

using KmsClient = test::ScriptedCaller;

TEST_F(KmsClient, names_service_and_operation_of_an_answer_that_is_none) {
    const Error generated = error_of([&] {
        return run_with<Client>({test::answer(200, "[]")}, [](const Client& client, runtime::Context context) {
            return client.generate_data_key(context, GenerateDataKeyRequest());
        });
    });
    EXPECT_EQ(generated.code(), ErrorCode::InvalidResponse);
    EXPECT_EQ(generated.message(), "Invalid response from KMS.");
    EXPECT_EQ(generated.service().operation, "GenerateDataKey");
    const Error decrypted = error_of([&] {
        return run_with<Client>({test::answer(200, "{}")}, [](const Client& client, runtime::Context context) {
            return client.decrypt(context, DecryptRequest());
        });
    });
    EXPECT_EQ(decrypted.service().service, "KMS");
    EXPECT_EQ(decrypted.service().operation, "Decrypt");
}

}  // namespace
}  // namespace dynoxx::kms
