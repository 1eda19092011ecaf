// error: Encrypted<T> holds text; use Encrypted<std::string>
#include <dynoxx/encrypted.hpp>

#ifdef BAD
dynoxx::Encrypted<int> secret;
#else
dynoxx::Encrypted<std::string> secret;
#endif
