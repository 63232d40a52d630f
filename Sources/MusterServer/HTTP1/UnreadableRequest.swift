import HTTPTypes
import Logging
import MusterModel
import NIOHTTP1

/// Why bytes are no request, beside what the library's decoder finds.
enum UnreadableRequest: Error {
    /// The request line holds bytes that are not UTF-8.
    case notUTF8
    /// A chunked body has too much beside its data.
    case chunkOverhead

    /// What is wrong, in words; nil for an error that says nothing about what was sent.
    static func reason(_ error: any Error) -> String? {
        switch error {
        case UnreadableRequest.notUTF8: "the request line is not UTF-8"
        case UnreadableRequest.chunkOverhead: "a chunk's extension is too long"
        case HTTPParserError.headerOverflow: "the header is too large"
        case HTTPParserError.invalidMethod: "unknown method"
        case HTTPParserError.invalidURL: "a character that must not stand in a request line"
        case HTTPParserError.invalidVersion, HTTPParserError.invalidConstant: "not HTTP/1.1 or HTTP/1.0"
        case HTTPParserError.invalidHeaderToken: "a broken header field"
        case HTTPParserError.invalidContentLength, HTTPParserError.unexpectedContentLength:
            "a Content-Length that is no length, or one too many"
        case HTTPParserError.invalidChunkSize: "a broken chunk"
        case HTTPParserError.invalidEOFState: "it ends too early"
        case is HTTPParserError: "broken syntax"
        default: nil
        }
    }
}

extension HTTP1Connection {
    /// The answer to what is no request, and so never reaches the gate, in the words of all other refusals.
    func refusal(of error: any Error, _ reason: String, _ logger: Logger) -> HTTP1Answer {
        var reply = error as? HTTPParserError == .headerOverflow ? Reply.headerTooLarge : .notHTTP(reason)
        reply.headers[.connection] = "close"
        logger.info(
            "request",
            metadata: [
                "method": "-", "route": "(unreadable)", "status": "\(reply.status.code)", "reason": "\(reason)",
            ])
        return reply.message(of: serverFields, date: .now)
    }
}
