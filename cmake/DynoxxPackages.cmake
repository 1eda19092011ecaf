# What `cpack -G DEB` makes: libdynoxx-dev (component `development`), dynoxx-local (component `program`) and dynoxx
# (component `cli`).
#
# Configure with CMAKE_INSTALL_PREFIX=/usr for Debian's folders, as the preset `package` does.
set(DYNOXX_PACKAGE_CONTACT "the dynoxx authors <nobody@dynoxx.invalid>" CACHE STRING "Who answers for the packages of CPack")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME dynoxx)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_VENDOR "the dynoxx authors")
set(CPACK_PACKAGE_CONTACT ${DYNOXX_PACKAGE_CONTACT})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libdynoxx-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
get_property(dynoxx_debian_packages GLOBAL PROPERTY dynoxx_debian_packages)
list(REMOVE_DUPLICATES dynoxx_debian_packages)
list(SORT dynoxx_debian_packages)
list(JOIN dynoxx_debian_packages ", " CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS)
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "object mapper for DynamoDB in C++20 (library and headers)
dynoxx maps C++20 structs to DynamoDB items; a member may live in S3 because
it is large, or be sealed by KMS because it is secret. Every operation has a
blocking and an awaited ending.
.
This package has the static libraries, the headers, and the files for CMake
and pkg-config.")

set(documented development libdynoxx-dev)
if(DYNOXX_BUILD_LOCAL)
    list(APPEND CPACK_COMPONENTS_ALL program)
    set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME dynoxx-local)
    set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION devel)
    set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
    set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "local AWS for development and tests (DynamoDB, S3, KMS, STS)
dynoxx-local answers the APIs of DynamoDB, S3, KMS and STS on the loopback
address and verifies signatures as AWS does. Every client that can be given
an endpoint works with it, without an AWS account.")
    list(APPEND documented program dynoxx-local)
endif()
if(DYNOXX_BUILD_CLI)
    list(APPEND CPACK_COMPONENTS_ALL cli)
    set(CPACK_DEBIAN_CLI_PACKAGE_NAME dynoxx)
    set(CPACK_DEBIAN_CLI_PACKAGE_SECTION utils)
    set(CPACK_DEBIAN_CLI_PACKAGE_SHLIBDEPS ON)
    set(CPACK_COMPONENT_CLI_DESCRIPTION "command line for DynamoDB: settings, identity, doctor, tables, items
dynoxx shows every AWS setting with its origin, says whose credentials are in
use, finds out why a request does not get through, and reads and writes the
items of DynamoDB tables as JSON.")
    list(APPEND documented cli dynoxx)
endif()

# Debian wants the licence and the changes of each package in a folder of its own, and compressed what people read.
file(ARCHIVE_CREATE OUTPUT ${PROJECT_BINARY_DIR}/packaging/changelog.gz PATHS ${PROJECT_SOURCE_DIR}/CHANGELOG.md
    FORMAT raw COMPRESSION GZip COMPRESSION_LEVEL 9)
while(documented)
    list(POP_FRONT documented component package)
    install(FILES packaging/copyright ${PROJECT_BINARY_DIR}/packaging/changelog.gz
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
    if(EXISTS ${PROJECT_SOURCE_DIR}/packaging/${package}.1)
        file(ARCHIVE_CREATE OUTPUT ${PROJECT_BINARY_DIR}/packaging/${package}.1.gz
            PATHS ${PROJECT_SOURCE_DIR}/packaging/${package}.1 FORMAT raw COMPRESSION GZip COMPRESSION_LEVEL 9)
        install(FILES ${PROJECT_BINARY_DIR}/packaging/${package}.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
            COMPONENT ${component})
    endif()
endwhile()

include(CPack)
