import MusterModel

/// The table of uploaded images, one a user at most.
extension Transaction {
    func avatar(ofUser id: String) throws -> Avatar? {
        try row("SELECT content_type, bytes, etag FROM avatars WHERE user_id = $1", [.text(id)]).map { row in
            Avatar(contentType: row.text(0), bytes: row.bytes(1), etag: row.text(2))
        }
    }

    func saveAvatar(_ image: Avatar, ofUser id: String) throws {
        try run(
            """
            INSERT INTO avatars (user_id, etag, content_type, updated_at, bytes) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (user_id) DO UPDATE SET etag = excluded.etag, content_type = excluded.content_type,
                updated_at = excluded.updated_at, bytes = excluded.bytes
            """, [.text(id), .text(image.etag), .text(image.contentType), .time(now), .bytes(image.bytes)])
        try noteChange(ofUser: id)
    }

    func removeAvatar(ofUser id: String) throws {
        try run("DELETE FROM avatars WHERE user_id = $1", [.text(id)])
        try noteChange(ofUser: id)
    }
}
