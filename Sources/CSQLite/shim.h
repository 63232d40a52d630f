#include <sqlite3.h>

/* Swift cannot call functions with a variable number of arguments. */
static inline int muster_sqlite3_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
