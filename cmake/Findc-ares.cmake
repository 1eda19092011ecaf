# Defines c-ares::cares. Debian's c-ares comes without a CMake package file; where there is one (vcpkg, Conan), it is used.
find_package(c-ares CONFIG QUIET)
if(c-ares_FOUND)
    return()
endif()
find_path(CARES_INCLUDE_DIR ares.h)
find_library(CARES_LIBRARY cares)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(c-ares REQUIRED_VARS CARES_LIBRARY CARES_INCLUDE_DIR)
if(c-ares_FOUND AND NOT TARGET c-ares::cares)
    add_library(c-ares::cares UNKNOWN IMPORTED)
    set_target_properties(c-ares::cares PROPERTIES IMPORTED_LOCATION ${CARES_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${CARES_INCLUDE_DIR})
endif()
