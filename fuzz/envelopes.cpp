// Sealed texts: what can be taken apart is put together to the same text.
#include "fuzz/fuzz.hpp"
#include "mapper/envelope.hpp"

namespace dynoxx::fuzz {

void run(std::string_view input) {
    const Result<mapper::Envelope> envelope = mapper::parse_envelope(input);
    if (!envelope) {
        require(envelope.error().code() == ErrorCode::InvalidEnvelope, "a text that is wrong is an invalid envelope");
        return;
    }
    require(mapper::is_sealed(input), "what can be taken apart is sealed");
    const Result<std::string> text = mapper::build_envelope(*envelope);
    require(text.has_value() && *text == input, "an envelope is written as it was read");
}

}  // namespace dynoxx::fuzz
