import MusterModel

/// A message to one address, as a program that sends mail reads it.
struct Mail: Sendable {
    /// The one address it goes to.
    let recipient: String
    /// Header and body.
    let text: String

    /// - Parameters:
    ///   - recipient: An address that was checked when it was stored.
    ///   - subject: ASCII.
    ///   - sender: What the setting `From_Email` says; anything but an address is left out, and the program chooses.
    ///   - body: The text.
    init(to recipient: String, subject: String, from sender: String?, body: String) {
        self.recipient = recipient
        let from = sender.flatMap { NewUser.isValidEmail($0) ? "From: \($0)\n" : nil } ?? ""
        text = """
            \(from)To: \(recipient)
            Subject: \(subject)
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit
            Auto-Submitted: auto-generated

            \(body)

            """
    }
}
