#include <spawn.h>

#if defined(__linux__)
// Swift's own module of the system's library leaves these two out.
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
#endif
