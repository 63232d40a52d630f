/// The permissions that exist from the first start, and the roles that hold them then (contract 7.1).
public enum DefaultPermissions {
    /// Every permission with its roles. What belongs to a paid module of the original is here like the rest (D16).
    public static let all: [(permission: String, roles: [String])] = table.flatMap { row in
        row.permissions.split(whereSeparator: \.isWhitespace).map { (String($0), row.roles) }
    }

    private static let table: [(roles: [String], permissions: String)] = [
        (
            ["admin"],
            """
            access-mailer access-permissions access-setting-permissions add-all-to-room add-oauth-service
            add-user-to-any-c-room assign-admin-role assign-roles auto-translate bulk-register-user
            clean-channel-history clear-oembed-cache create-user delete-d delete-user
            edit-other-user-active-status edit-other-user-avatar edit-other-user-e2ee edit-other-user-info
            edit-other-user-password edit-other-user-totp edit-privileged-setting edit-room-retention-policy
            get-server-info kick-user-from-any-c-room logout-other-user mail-messages
            manage-agent-extension-association manage-apps manage-assets manage-cloud manage-email-inbox
            manage-emoji manage-incoming-integrations manage-moderation-actions manage-oauth-apps
            manage-outgoing-integrations manage-own-incoming-integrations manage-own-outgoing-integrations
            manage-selected-settings manage-sounds manage-user-status manage-voip-extensions register-on-cloud
            remove-slackbridge-links restart-server run-import run-migration send-mail sync-auth-services-users
            test-admin-options unarchive-room view-all-teams view-device-management
            view-engagement-dashboard view-federation-data view-full-other-user-info view-import-operations
            view-join-code view-logs view-moderation-console view-other-user-channels view-privileged-setting
            view-room-administration view-statistics view-user-administration block-ip-device-management
            logout-device-management
            """
        ),
        (
            ["admin", "owner", "moderator"],
            """
            add-team-member add-user-to-joined-room ban-user create-invite-links create-team-channel
            create-team-group delete-message delete-team-channel delete-team-group edit-message edit-room
            edit-room-avatar edit-team-channel edit-team-member move-room-to-team mute-user pin-message
            post-readonly remove-team-channel remove-user view-broadcast-member-list
            """
        ),
        (
            ["admin", "livechat-manager", "livechat-monitor"],
            """
            add-livechat-department-agents close-others-livechat-room manage-livechat-agents
            manage-livechat-departments on-hold-others-livechat-room remove-closed-livechat-rooms
            save-others-livechat-room-info transfer-livechat-guest view-livechat-analytics
            view-livechat-business-hours view-livechat-current-chats view-livechat-departments
            view-livechat-manager view-livechat-real-time-monitoring view-livechat-room-closed-by-another-agent
            view-livechat-room-closed-same-department view-livechat-rooms manage-livechat-canned-responses
            spy-voip-calls view-livechat-reports
            """
        ),
        (
            ["admin", "livechat-manager"],
            """
            manage-livechat-managers manage-voip-call-settings manage-voip-contact-center-settings
            remove-closed-livechat-room remove-livechat-department send-omnichannel-chat-transcript
            view-livechat-appearance view-livechat-customfields view-livechat-installation
            view-livechat-triggers view-livechat-webhooks manage-livechat-monitors manage-livechat-priorities
            manage-livechat-sla manage-livechat-tags manage-livechat-units outbound-voip-calls
            save-all-canned-responses view-all-canned-responses
            """
        ),
        (
            ["admin", "livechat-manager", "livechat-monitor", "livechat-agent"],
            """
            close-livechat-room create-livechat-contact edit-livechat-room-customfields on-hold-livechat-room
            update-livechat-contact view-l-room view-livechat-contact view-livechat-contact-history
            view-livechat-queue view-livechat-room-customfields view-omnichannel-contact-center
            block-livechat-contact request-pdf-transcript unblock-livechat-contact remove-canned-responses
            save-canned-responses view-canned-responses
            """
        ),
        (
            ["admin", "owner"],
            """
            archive-room convert-team delete-c delete-p delete-team edit-team force-delete-message set-leader
            set-moderator set-owner set-react-when-readonly set-readonly toggle-room-e2e-encryption
            view-all-team-channels
            """
        ),
        (
            ["admin", "user"],
            """
            access-marketplace create-personal-access-tokens create-team delete-own-message mobile-upload-file
            test-push-notifications view-user-voip-extension view-voip-extension-details
            """
        ),
        (
            ["admin", "user", "owner", "moderator"],
            """
            call-management mention-all mention-here videoconf-ring-users view-outside-room
            """
        ),
        (
            ["admin", "bot", "app"],
            """
            api-bypass-rate-limit join-without-join-code send-many-messages
            """
        ),
        (
            ["admin", "livechat-manager", "livechat-agent"],
            """
            change-livechat-room-visitor edit-omnichannel-contact view-agent-extension-association
            """
        ),
        (
            ["admin", "user", "bot", "app"],
            """
            create-c create-d create-p
            """
        ),
        (
            ["admin", "user", "bot", "app", "anonymous"],
            """
            leave-c leave-p view-c-room
            """
        ),
        (
            [],
            """
            add-user-to-any-p-room kick-user-from-any-p-room user-generate-access-token
            """
        ),
        (
            ["bot", "app"],
            """
            bypass-time-limit-edit-and-delete message-impersonate
            """
        ),
        (
            ["livechat-agent"],
            """
            inbound-voip-calls view-agent-canned-responses
            """
        ),
        (
            ["admin", "auditor"],
            """
            can-audit view-members-list-all-rooms
            """
        ),
        (
            ["admin", "user", "bot", "app", "guest"],
            """
            view-d-room
            """
        ),
        (
            ["bot", "app", "guest", "anonymous"],
            """
            view-joined-room
            """
        ),
        (
            ["admin", "user", "guest", "anonymous"],
            """
            view-p-room
            """
        ),
        (
            ["admin", "user", "anonymous"],
            """
            preview-c-room
            """
        ),
        (
            ["livechat-monitor"],
            """
            save-department-canned-responses
            """
        ),
        (
            ["admin", "user", "app", "guest"],
            """
            start-discussion
            """
        ),
        (
            ["admin", "user", "owner", "app"],
            """
            start-discussion-other-user
            """
        ),
        (
            ["admin", "auditor-log"],
            """
            can-audit-log
            """
        ),
    ]
}
