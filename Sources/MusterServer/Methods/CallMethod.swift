import MusterModel
import MusterStore

/// `POST method.call/:method` (contract 1.16): the name in the message counts, and the answer is 200 also when the
/// method threw (D14).
enum CallMethod {
    static let about = About(
        "Call a method", path: ["method": "livechat:removeUnit"], body: Body.schema, example: example, answer: answer)
    static let aboutAnonymous = About(
        "Call a method without a login", path: ["method": "livechat:removeUnit"], body: Body.schema, example: example,
        answer: answer)

    private static let example: JSONObject = [
        "message": .string(
            #"{"msg":"method","id":"1","method":"livechat:removeUnit","params":["\#(Demo.unitID)"]}"#)
    ]
    private static let answer: Sample = .success(["message": #"{"msg":"result","id":"1","result":1}"#])

    fileprivate struct Body: Described {
        static let schema = RequestSchema(of: Self.self)
        let message: String

        init(_ members: inout Members) { message = members.required("message", .string()) }
    }

    static func handle(_ call: Call<Caller>) async throws -> Reply {
        let message = try Message(try Body(checking: try await call.body()))
        do {
            try count(message.method, of: call.caller, call)
            guard let method = Methods.all[message.method] else { throw MethodFailure.unknown(message.method) }
            guard method.permissions.allSatisfy(call.holds) else {
                throw Failure.typed("Not allowed", "error-not-allowed", method: message.method)
            }
            return message.reply(result: try await method.run(call.store, call.caller, message.params))
        } catch {
            return message.reply(error: try MethodFailure.wire(error))
        }
    }

    private static func count<Who>(_ method: String, of caller: Caller?, _ call: Call<Who>) throws {
        guard call.services.options.countsCalls else { return }
        if let caller, call.permits(RateLimiter.bypass, to: caller) { return }
        // Names that are no method's are counted as one: they may be as long and as many as a client likes.
        let name = Methods.all[method] == nil ? "" : method
        try call.services.limiter.countMethod(name, caller, address: call.address, call.settings)
    }

    /// No method is open to everybody yet: one that exists asks for a login, any other is unknown.
    static func handleAnonymous(_ call: Call<Caller?>) async throws -> Reply {
        let message = try Message(try Body(checking: try await call.body()))
        do {
            try count(message.method, of: call.caller, call)
            guard Methods.all[message.method] != nil else { throw MethodFailure.unknown(message.method) }
            throw Failure.typed("Not allowed", "error-not-allowed", method: message.method)
        } catch {
            return message.reply(error: try MethodFailure.wire(error))
        }
    }
}

/// The EJSON text inside a method call.
private struct Message {
    let id: String
    let method: String
    let params: [JSON]

    init(_ body: CallMethod.Body) throws {
        let value: JSON
        do {
            value = try JSON(parsing: body.message.utf8)
        } catch {
            throw Failure.plain("The message is not JSON: \(error.reason) at byte \(error.byteOffset)")
        }
        let sent = Sent(asSent: value.object ?? [:])
        guard let object = value.object, object.count == 4, Sent.schema.unknown(in: object) == nil,
            sent.kind == "method", let method = sent.method, let id = Message.text(sent.id), let params = sent.params
        else { throw Failure.plain("Invalid method call") }
        self.id = id
        self.method = method
        self.params = params.map(\.readAsEJSON)
    }

    private struct Sent: Described {
        static let schema = RequestSchema(of: Self.self)
        let kind: String?
        let id: JSON?
        let method: String?
        let params: [JSON]?

        init(_ members: inout Members) {
            kind = members.optional("msg", .string())
            id = members.asSent("id", .anything)
            method = members.optional("method", .string())
            params = members.optional("params", .array(.anything))
        }
    }

    /// Scalars are coerced, so a numeric id comes back as a text.
    private static func text(_ value: JSON?) -> String? {
        switch value {
        case .string(let text): text
        case .number, .bool: value?.text()
        default: nil
        }
    }

    func reply(result: JSON?) -> Reply {
        var object: JSONObject = ["msg": "result", "id": .string(id)]
        object["result"] = result
        return .success(["message": .string(JSON.object(object).text(.ejson))])
    }

    func reply(error: JSON) -> Reply {
        let object: JSON = ["msg": "result", "id": .string(id), "error": error]
        return .success(["message": .string(object.text(.ejson))])
    }
}
