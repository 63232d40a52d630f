-- A large organisation beside the demo's: 10,000 units, 100,000 departments, 100,000 users. For an empty demo file.
BEGIN;
CREATE TEMP TABLE n (i INTEGER PRIMARY KEY);
INSERT INTO n WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 100000) SELECT i FROM s;
INSERT INTO users (id, username, username_folded, name, name_folded, type, active, created_at, updated_at)
SELECT 'u' || i, 'user' || i, 'user' || i, 'User ' || i, 'user ' || i, 'user', 1, i, i FROM n;
INSERT INTO user_emails (user_id, position, address, address_folded, verified)
SELECT 'u' || i, 0, 'user' || i || '@example.com', 'user' || i || '@example.com', 1 FROM n;
INSERT INTO user_roles (user_id, role_id, position) SELECT 'u' || i, 'user', 0 FROM n;
INSERT INTO user_roles (user_id, role_id, position) SELECT 'u' || i, 'livechat-monitor', 1 FROM n WHERE i <= 2000;
INSERT INTO units (id, name, name_folded, visibility, created_at, updated_at)
SELECT 'n' || i, 'Unit ' || i, 'unit ' || i, 'public', i, i FROM n WHERE i <= 10000;
INSERT INTO unit_monitors (id, unit_id, user_id, updated_at)
SELECT 'm' || i, 'n' || (1 + i / 2 % 10000), 'u' || (1 + i * 7 % 2000), i FROM n WHERE i <= 20000;
INSERT INTO departments (id, name, name_folded, enabled, fields, unit_id, was_in_unit, created_at, updated_at)
SELECT 'd' || i, 'Department ' || i, 'department ' || i, 1, '{"name":"Department ' || i || '","enabled":true}',
    'n' || (1 + i % 10000), 1, i, i FROM n;
INSERT INTO events (at, actor_id, request_id, kind, subject_id)
SELECT i, 'bench', '', 'unit.created', 'n' || i FROM n WHERE i <= 10000;
COMMIT;
ANALYZE;
