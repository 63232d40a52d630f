import Logging
import MusterModel
import ServiceLifecycle

/// Sends mails one after the other, behind the answers of the requests that ask for them.
///
/// What a mail says is worked out here too: how long a request takes must not tell whether anybody gets one.
final class MailQueue: Service {
    /// Works out a mail; nil when nobody is to get one.
    typealias Work = @Sendable () async throws -> Mail?

    private let program: Sendmail?
    private let logger: Logger
    private let waiting: AsyncStream<Work>
    private let entrance: AsyncStream<Work>.Continuation

    /// - Parameters:
    ///   - path: The program that sends mail; nil when the operator named none.
    ///   - logger: Where failures go.
    init(sendmail path: String?, logger: Logger) {
        program = path.map { Sendmail(path: $0) }
        self.logger = logger
        (waiting, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Limits.mailQueue))
    }

    /// - Throws: `Failure` when mail is off, or too many mails wait.
    func send(_ work: @escaping Work) throws {
        guard program != nil else {
            throw Failure.typed("This server sends no mail: its operator has not set that up", "error-mail-is-off")
        }
        guard case .enqueued = entrance.yield(work) else {
            throw Failure(.unavailable, "Too many mails at once", id: "error-too-many-mails")
        }
    }

    /// Sends until the server stops; what still waits then is dropped: its user asks again.
    func run() async throws {
        for await work in waiting.cancelOnGracefulShutdown() {
            do {
                guard let mail = try await work() else { continue }
                try await program?.send(mail)
                logger.info("mail sent")
            } catch {
                logger.error("mail not sent", metadata: ["reason": "\((error as? Failure)?.text ?? "\(error)")"])
            }
        }
    }
}
