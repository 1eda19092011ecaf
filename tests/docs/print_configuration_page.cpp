// Prints docs/reference/configuration.md.
#include "docs/configuration_page.hpp"

#include <iostream>

int main() {
    std::cout << dynoxx::docs::configuration_page();
}
