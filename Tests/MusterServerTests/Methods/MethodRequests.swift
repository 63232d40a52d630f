import MusterModel
import MusterTestSupport
import MusterTestWorld
import Testing

extension TestServer {
    /// Calls a method and reads what is inside the answer's message; the answer must be a 200 (D14).
    ///
    /// - Parameters:
    ///   - method: The name in the message.
    ///   - params: The JSON text of the parameters.
    ///   - who: Who calls.
    ///   - id: The JSON text of the message's id.
    func call(
        _ method: String, _ params: String, as who: Who = .admin, id: String = #""42""#,
        _ sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> JSON {
        let message = #"{"msg":"method","id":\#(id),"method":"\#(method)","params":\#(params)}"#
        let body: JSON = ["message": .string(message)]
        let path = "method.call/\(method.isEmpty ? "x" : method)"
        let answer = try await send("POST", path, as: who, body: body.text())
        #expect(answer.status == 200, "\(answer.text)", sourceLocation: sourceLocation)
        #expect(answer.header("content-type") == "application/json", sourceLocation: sourceLocation)
        #expect(answer.json?.object?.keys == ["message", "success"], "\(answer.text)", sourceLocation: sourceLocation)
        #expect(answer.json?.found("success") == true, sourceLocation: sourceLocation)
        let text = try #require(answer.json?.found("message")?.string, sourceLocation: sourceLocation)
        let inner = try JSON(parsing: text.utf8)
        #expect(inner.found("msg") == "result", sourceLocation: sourceLocation)
        return inner
    }

    /// Calls a method that must fail, and compares the whole error.
    func expectError(
        _ wanted: String, of method: String, _ params: String, as who: Who = .admin,
        _ sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let reply = try await call(method, params, as: who, sourceLocation)
        #expect(reply.object?.keys == ["msg", "id", "error"], "\(reply.text())", sourceLocation: sourceLocation)
        let error = try JSON(parsing: wanted.utf8)
        #expect(
            reply.found("error") == error, "\(method) \(params): \(reply.text())",
            sourceLocation: sourceLocation)
    }
}

/// Errors inside a method's answer: contract sections 1.16 and 3.4.
enum MethodError {
    static func typed(_ reason: String, _ id: String, method: String) -> String {
        #"{"isClientSafe":true,"error":"\#(id)","reason":"\#(reason)","details":{"method":"\#(method)"},"#
            + #""message":"\#(reason) [\#(id)]","errorType":"Meteor.Error"}"#
    }

    static func notAllowed(_ method: String) -> String { typed("Not allowed", "error-not-allowed", method: method) }

    static func match(_ problem: String, path: String = "") -> String {
        let sanitized =
            #"{"isClientSafe":true,"error":400,"reason":"Match failed","message":"Match failed [400]","#
            + #""errorType":"Meteor.Error"}"#
        let texts: JSON = ["message": .string("Match error: " + problem), "path": .string(path)]
        return texts.text().dropLast() + #","sanitizedError":\#(sanitized),"errorType":"Match.Error"}"#
    }
}
