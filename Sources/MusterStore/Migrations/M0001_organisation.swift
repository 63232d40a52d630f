extension Migration {
    /// Users, roles, permissions, units, departments, settings and the event log.
    ///
    /// The rules that the schema keeps by itself: names and addresses are unique whatever their case; a monitor's row
    /// hangs on the row that gives them the role; a department has one place for its unit; whatever is deleted takes
    /// along all that hangs on it. Names have no limit but an index row has, so indices hold the beginning of a name.
    static let organisation = Migration(
        number: 1, name: "organisation",
        statements: [
            """
            CREATE TABLE roles (
                id {text} NOT NULL PRIMARY KEY,
                name {text} NOT NULL UNIQUE,
                scope {text} NOT NULL CHECK (scope IN ('Users', 'Subscriptions')),
                description {text} NOT NULL,
                mandatory_2fa {int64} NOT NULL DEFAULT 0 CHECK (mandatory_2fa IN (0, 1)),
                protected {int64} NOT NULL DEFAULT 0 CHECK (protected IN (0, 1)),
                updated_at {int64} NOT NULL
            ) {strict}
            """,
            """
            CREATE TABLE permissions (
                id {text} NOT NULL PRIMARY KEY,
                updated_at {int64} NOT NULL
            ) {strict}
            """,
            """
            CREATE TABLE permission_roles (
                permission_id {text} NOT NULL REFERENCES permissions (id) ON DELETE CASCADE,
                role_id {text} NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
                PRIMARY KEY (permission_id, role_id)
            ) {strict}
            """,
            "CREATE INDEX permission_roles_by_role ON permission_roles (role_id, permission_id)",
            """
            CREATE TABLE users (
                id {text} NOT NULL PRIMARY KEY,
                username {text} NOT NULL,
                username_folded {text} NOT NULL UNIQUE,
                name {text} NOT NULL,
                name_folded {text} NOT NULL,
                type {text} NOT NULL CHECK (type IN ('user', 'bot', 'app')),
                active {int64} NOT NULL CHECK (active IN (0, 1)),
                password_hash {text},
                status {text} NOT NULL DEFAULT 'offline',
                status_default {text} NOT NULL DEFAULT 'offline',
                status_text {text},
                status_livechat {text},
                operator {int64},
                bio {text},
                nickname {text},
                requires_password_change {int64} NOT NULL DEFAULT 0 CHECK (requires_password_change IN (0, 1)),
                custom_fields {text},
                livechat {text},
                last_login_at {int64},
                created_at {int64} NOT NULL,
                updated_at {int64} NOT NULL
            ) {strict}
            """,
            "CREATE INDEX users_by_username ON users (username, id)",
            "CREATE INDEX users_by_name ON users (substr(name, 1, 400), id)",
            """
            CREATE TABLE user_emails (
                user_id {text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                position {int64} NOT NULL,
                address {text} NOT NULL,
                address_folded {text} NOT NULL UNIQUE,
                verified {int64} NOT NULL CHECK (verified IN (0, 1)),
                PRIMARY KEY (user_id, position)
            ) {strict}
            """,
            """
            CREATE TABLE user_roles (
                user_id {text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                role_id {text} NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
                position {int64} NOT NULL,
                PRIMARY KEY (user_id, role_id)
            ) {strict}
            """,
            "CREATE INDEX user_roles_by_role ON user_roles (role_id, user_id)",
            """
            CREATE TABLE login_tokens (
                hashed_token {text} NOT NULL PRIMARY KEY,
                user_id {text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                type {text} NOT NULL CHECK (type IN ('login', 'personal')),
                name {text},
                last_part {text},
                bypasses_2fa {int64} NOT NULL DEFAULT 0 CHECK (bypasses_2fa IN (0, 1)),
                created_at {int64} NOT NULL,
                UNIQUE (user_id, name)
            ) {strict}
            """,
            "CREATE INDEX login_tokens_by_user ON login_tokens (user_id, type, created_at)",
            """
            CREATE TABLE units (
                id {text} NOT NULL PRIMARY KEY,
                name {text} NOT NULL,
                name_folded {text} NOT NULL,
                visibility {text} NOT NULL,
                created_at {int64} NOT NULL,
                updated_at {int64} NOT NULL
            ) {strict}
            """,
            "CREATE INDEX units_by_name ON units (substr(name, 1, 400), id)",
            """
            CREATE TABLE unit_monitors (
                id {text} NOT NULL PRIMARY KEY,
                unit_id {text} NOT NULL REFERENCES units (id) ON DELETE CASCADE,
                user_id {text} NOT NULL,
                role_id {text} NOT NULL DEFAULT 'livechat-monitor' CHECK (role_id = 'livechat-monitor'),
                updated_at {int64} NOT NULL,
                UNIQUE (unit_id, user_id),
                FOREIGN KEY (user_id, role_id) REFERENCES user_roles (user_id, role_id) ON DELETE CASCADE
            ) {strict}
            """,
            "CREATE INDEX unit_monitors_by_user ON unit_monitors (user_id, role_id, unit_id)",
            """
            CREATE TABLE departments (
                id {text} NOT NULL PRIMARY KEY,
                name {text} NOT NULL,
                name_folded {text} NOT NULL,
                enabled {int64} NOT NULL CHECK (enabled IN (0, 1)),
                archived {int64} CHECK (archived IN (0, 1)),
                fields {text} NOT NULL,
                agents_changed {int64} NOT NULL DEFAULT 0 CHECK (agents_changed IN (0, 1)),
                unit_id {text} REFERENCES units (id) ON DELETE SET NULL,
                was_in_unit {int64} NOT NULL DEFAULT 0 CHECK (was_in_unit IN (0, 1)),
                created_at {int64} NOT NULL,
                updated_at {int64} NOT NULL,
                CHECK (unit_id IS NULL OR was_in_unit = 1)
            ) {strict}
            """,
            "CREATE INDEX departments_by_name ON departments (substr(name, 1, 400), id)",
            "CREATE INDEX departments_by_unit ON departments (unit_id, substr(name, 1, 400), id)",
            """
            CREATE TABLE department_agents (
                id {text} NOT NULL PRIMARY KEY,
                department_id {text} NOT NULL REFERENCES departments (id) ON DELETE CASCADE,
                user_id {text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                enabled {int64} NOT NULL CHECK (enabled IN (0, 1)),
                count {int64} NOT NULL DEFAULT 0,
                sort_order {int64} NOT NULL DEFAULT 0,
                updated_at {int64} NOT NULL,
                UNIQUE (department_id, user_id)
            ) {strict}
            """,
            "CREATE INDEX department_agents_by_user ON department_agents (user_id, department_id)",
            """
            CREATE TABLE rooms (
                id {text} NOT NULL PRIMARY KEY,
                name {text} NOT NULL,
                type {text} NOT NULL,
                created_at {int64} NOT NULL
            ) {strict}
            """,
            """
            CREATE TABLE settings (
                id {text} NOT NULL PRIMARY KEY,
                value {text} NOT NULL,
                updated_at {int64} NOT NULL
            ) {strict}
            """,
            """
            CREATE TABLE events (
                sequence {sequence},
                at {int64} NOT NULL,
                actor_id {text} NOT NULL,
                request_id {text} NOT NULL,
                kind {text} NOT NULL,
                subject_id {text} NOT NULL,
                before {text},
                after {text}
            ) {strict}
            """,
            "CREATE INDEX events_by_subject ON events (subject_id, sequence)",
        ])
}
