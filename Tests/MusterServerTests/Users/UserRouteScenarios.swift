import MusterModel
import MusterTestWorld

/// The facts of contract 5.1 and 5.2, a row each.
extension UserRouteTests {
    static let sha = Digest.hex(Who.plain.password)

    static func update(_ data: String) -> String { #"{"userId":"id-plain","data":\#(data)}"# }

    static let updates: [Scenario] = [
        Scenario(
            "a user is changed", "POST users.update",
            body: update(
                #"{"name":"New Name","email":"new@example.com","bio":"b","nickname":"n","username":"newname"}"#),
            status: 200,
            contains: [
                #""username":"newname""#, #""name":"New Name""#,
                #""emails":[{"address":"new@example.com","verified":false}]"#, #""bio":"b","nickname":"n""#,
            ], events: ["user.updated"], holds: "5.2.54", "D25.1"),
        Scenario(
            "what is not sent stays", "POST users.update", body: update(#"{"name":"New"}"#), status: 200,
            contains: [#""emails":[{"address":"plain@example.com","verified":true}]"#], events: ["user.updated"],
            holds: "5.2.57"),
        Scenario(
            "an address may be proven by word", "POST users.update",
            body: update(#"{"email":"new@example.com","verified":true}"#), status: 200,
            contains: [#"{"address":"new@example.com","verified":true}"#], events: ["user.updated"], holds: "5.2.55"),
        Scenario(
            "only who may edit others does", "POST users.update", as: .plain, body: update(#"{"name":"x"}"#),
            status: 400, contains: ["Editing user is not allowed [error-action-not-allowed]"], holds: "5.1.8"),
        Scenario(
            "nobody proves their own address", "POST users.update",
            body: #"{"userId":"id-admin","data":{"verified":true}}"#, status: 400,
            contains: ["Editing email verification is not allowed [error-action-not-allowed]"]),
        Scenario(
            "a user name is unique whatever its case", "POST users.update", body: update(#"{"username":"AGENT"}"#),
            status: 400, contains: ["Could not save user identity [error-could-not-save-identity]"], holds: "5.2.45"),
        Scenario(
            "and not reserved", "POST users.update", body: update(#"{"username":"here"}"#), status: 400,
            contains: ["error-could-not-save-identity"], holds: "5.2.45"),
        Scenario(
            "and of few characters", "POST users.update", body: update(#"{"username":"a b"}"#), status: 400,
            contains: ["error-could-not-save-identity"]),
        Scenario(
            "a name is not blank", "POST users.update", body: update(#"{"name":" "}"#), status: 400,
            contains: ["error-could-not-save-identity"], holds: "5.2.46"),
        Scenario(
            "an address is unique", "POST users.update", body: update(#"{"email":"AGENT@example.com"}"#), status: 400,
            contains: ["AGENT@example.com is already in use :( [error-field-unavailable]"]),
        Scenario(
            "and one", "POST users.update", body: update(#"{"email":"x"}"#), status: 400,
            contains: ["Invalid email x [error-invalid-email]"]),
        Scenario(
            "a bio has 260 characters", "POST users.update",
            body: update(#"{"bio":"\#(String(repeating: "b", count: 261))"}"#), status: 400,
            contains: ["Bio size exceeds 260 characters [error-bio-size-exceeded]"], holds: "5.2.49"),
        Scenario(
            "a nickname 120", "POST users.update",
            body: update(#"{"nickname":"\#(String(repeating: "n", count: 121))"}"#), status: 400,
            contains: ["Nickname size exceeds 120 characters [error-nickname-size-exceeded]"], holds: "5.2.50"),
        Scenario(
            "a role must exist", "POST users.update", body: update(#"{"roles":["none"]}"#), status: 400,
            contains: ["The field Roles consist invalid role id [error-action-not-allowed]"]),
        Scenario(
            "an id is needed", "POST users.update", body: #"{"userId":"","data":{}}"#, status: 400,
            contains: ["must NOT have fewer than 1 characters [invalid-params]"], holds: "1.11.12", "5.2.38"),
        Scenario(
            "other members are refused", "POST users.update", body: update(#"{"x":1}"#), status: 400,
            contains: ["must NOT have additional properties [invalid-params]"], holds: "5.2.40"),
    ]

    static let own: [Scenario] = [
        Scenario(
            "anybody changes themselves", "POST users.updateOwnBasicInfo", as: .plain,
            body:
                #"{"data":{"name":"Me","nickname":"m","statusType":"away","statusText":"out"},"customFields":{"a":1}}"#,
            status: 200, contains: [#""name":"Me""#, #""status":"away""#, #""statusText":"out""#], lacks: ["services"],
            events: ["user.updated"], holds: "5.2.66"),
        Scenario(
            "an address asks for the password", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"email":"new@example.com"}}"#, status: 400,
            contains: [
                "TOTP Required [totp-required]",
                #""details":{"method":"password","codeGenerated":false,"availableMethods":[]}"#,
            ], holds: "5.2.67", "D25.2"),
        Scenario(
            "the right one", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"email":"new@example.com","currentPassword":"wrong"}}"#, status: 400,
            contains: ["TOTP Invalid [totp-invalid]"], holds: "5.2.69"),
        Scenario(
            "and is then unproven", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"email":"new@example.com","currentPassword":"\#(sha)"}}"#, status: 200,
            contains: [#"{"address":"new@example.com","verified":false}"#], events: ["user.updated"]),
        Scenario(
            "a new password is another", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"newPassword":"\#(Who.plain.password)","currentPassword":"\#(sha)"}}"#, status: 400,
            contains: ["Entered password same as current password [error-password-same-as-current]"], holds: "5.2.75"),
        Scenario(
            "a reserved name is no identity", "POST users.updateOwnBasicInfo", as: .plain,
            body: #"{"data":{"username":"admin"}}"#, status: 400, contains: ["error-could-not-save-identity"],
            holds: "5.2.78"),
        Scenario(
            "other members are refused", "POST users.updateOwnBasicInfo", as: .plain, body: #"{"data":{"roles":[]}}"#,
            status: 400, contains: ["must NOT have additional properties [invalid-params]"], holds: "5.2.65"),
    ]

    static let status: [Scenario] = [
        Scenario(
            "somebody is busy", "POST users.setStatus", as: .plain, body: #"{"status":"busy","message":"m"}"#,
            status: 200, contains: [#"{"success":true}"#], events: ["user.status-changed"], holds: "5.1.18"),
        Scenario(
            "one of both is needed", "POST users.setStatus", as: .plain, body: "{}", status: 400,
            contains: ["Match error: Failed Match.OneOf, Match.Maybe or Match.Optional validation"], holds: "5.2.101"),
        Scenario(
            "there are four of them", "POST users.setStatus", as: .plain, body: #"{"status":"x","message":"m"}"#,
            status: 400,
            contains: ["Valid status types include online, away, offline, and busy. [error-invalid-status]"],
            holds: "5.2.108"),
        Scenario(
            "nobody says it for others", "POST users.setStatus", as: .plain,
            body: #"{"status":"busy","userId":"id-agent"}"#, status: 403,
            contains: [#"{"success":false,"error":"unauthorized"}"#], holds: "1.9.6", "5.2.104"),
        Scenario(
            "but who may edit them", "POST users.setStatus", body: #"{"status":"busy","username":"agent"}"#,
            status: 200, events: ["user.status-changed"], holds: "5.2.106"),
    ]

    static let more: [Scenario] = [
        Scenario(
            "preferences are merged", "POST users.setPreferences", as: .plain,
            body: #"{"data":{"useEmojis":false,"language":"de"}}"#, status: 200,
            contains: [
                #"{"user":{"_id":"id-plain","settings":{"preferences":{"#, #""useEmojis":false"#, #""language":"de""#,
            ], events: ["user.preferences-changed"], holds: "5.1.23"),
        Scenario(
            "unknown ones are refused", "POST users.setPreferences", as: .plain, body: #"{"data":{"x":1}}"#,
            status: 400, contains: ["must NOT have additional properties [invalid-params]"], holds: "5.1.22"),
        Scenario(
            "so are other types", "POST users.setPreferences", as: .plain, body: #"{"data":{"useEmojis":"no"}}"#,
            status: 400, contains: ["must be boolean [invalid-params]"]),
        Scenario(
            "nobody prefers for others", "POST users.setPreferences", as: .plain,
            body: #"{"userId":"id-agent","data":{"useEmojis":false}}"#, status: 400,
            contains: ["Editing user is not allowed [error-action-not-allowed]"], holds: "5.2.128"),
        Scenario(
            "nor for nobody", "POST users.setPreferences", body: #"{"userId":"none","data":{"useEmojis":false}}"#,
            status: 400, contains: [#"The optional \"userId\" param provided does not match any users"#]),
        Scenario(
            "somebody registers", "POST users.register", as: .nobody,
            body: #"{"username":"newcomer","email":"n@example.com","pass":"a password","name":"New"}"#, status: 200,
            contains: [#"{"user":{"_id":""#, #""username":"newcomer""#], lacks: ["roles", "password"],
            events: ["user.created"], holds: "5.1.24"),
        Scenario(
            "a name is needed all the same", "POST users.register", as: .nobody,
            body: #"{"username":"newcomer","email":"n@example.com","pass":"a password"}"#, status: 400,
            contains: ["Match error: Missing key 'name'"], holds: "5.2.121"),
        Scenario(
            "a user name that is taken is not", "POST users.register", as: .nobody,
            body: #"{"username":"Plain","email":"n@example.com","pass":"a password","name":"New"}"#, status: 400,
            contains: [#"{"success":false,"error":"Username is already in use"}"#], holds: "5.2.123"),
        Scenario(
            "nor one that cannot be", "POST users.register", as: .nobody,
            body: #"{"username":"a b","email":"n@example.com","pass":"a password","name":"New"}"#, status: 400,
            contains: ["The username provided is not valid"], holds: "5.2.122"),
        Scenario(
            "nor an unsafe name", "POST users.register", as: .nobody,
            body: #"{"username":"ab","email":"n@example.com","pass":"a password","name":"<b>"}"#, status: 400,
            contains: ["Name contains invalid characters"], holds: "5.2.124"),
        Scenario(
            "nor an address that is taken", "POST users.register", as: .nobody,
            body: #"{"username":"ab","email":"PLAIN@example.com","pass":"a password","name":"New"}"#, status: 400,
            contains: ["Email already exists. [403]"]),
        Scenario(
            "scalars of preferences are coerced", "POST users.setPreferences", as: .plain,
            body: #"{"data":{"useEmojis":0,"masterVolume":"7","highlights":["a"]}}"#, status: 200,
            contains: [#""useEmojis":false"#, #""masterVolume":7"#, #""highlights":["a"]"#],
            events: ["user.preferences-changed"], holds: "1.11.20"),
    ]
}
