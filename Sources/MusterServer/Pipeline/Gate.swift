import HTTPTypes
import Hummingbird
import Logging
import MusterModel
import MusterStore
import NIOCore

/// The way of every request: find the route, know the caller, check their permission, run the handler, answer.
///
/// It is a responder of its own under Hummingbird's server (docs/decisions/0002): one straight function instead of
/// a router and a chain of middleware.
struct Gate: HTTPResponder {
    let services: Services
    let routes: RouteFinder
    let logger: Logger
    /// Nil where nobody wants to read of every request.
    private let requestLog: (any RequestLog)?

    /// - Parameter logger: What it says of every request goes to its handler, if that is a `RequestLog`.
    init(services: Services, routes: RouteFinder, logger: Logger) {
        self.services = services
        self.routes = routes
        self.logger = logger
        requestLog = logger.logLevel <= .info ? logger.handler as? any RequestLog : nil
    }

    /// The way of a request that the library brings, over HTTP/2.
    func respond(to request: Request, context: RequestContextOfMuster) async throws -> Response {
        let reply = await reply(to: request, from: context.origin)
        return reply.response(of: services.fields, isHead: request.method == .head, over: context.origin.channel)
    }

    /// The reply to a request whose body is not read yet.
    func reply(to request: Request, from origin: Origin) async -> Reply {
        let started = ContinuousClock.now
        let state = RequestState(request, origin, services)
        var reply: Reply
        do {
            reply = try await services.overload.admit(request) { try await answer(state) }
        } catch {
            reply = Failures.reply(to: error, logger: logger, requestID: state.requestID)
        }
        noteUnauthenticated(state, reply)
        reply = reply.deprecated(in: state.route?.replacement).counted(state.standing)
        if services.drain.hasBegun || state.mustClose(after: reply) { state.close(with: &reply) }
        reply = await reply.fitted(to: request, state.fields)
        if case .stream(let stream) = reply.body { reply.body = .stream(watched(stream, state)) }
        note(state, reply, since: started)
        return reply
    }

    /// Of a body that breaks off the log tells why: its status was sent long ago.
    private func watched(_ given: BodyStream, _ state: RequestState) -> BodyStream {
        if state.request.method == .head { given.abandon() }
        var stream = given
        let (logger, requestID) = (logger, state.requestID)
        stream.onFailure = { cause in
            logger.error("answer broken off", metadata: ["cause": "\(cause)", "request": "\(requestID)"])
        }
        return stream
    }

    private func answer(_ state: RequestState) async throws -> Reply {
        let request = state.request
        if let refusal = MessageRules.refusal(of: request, state.fields, isStream: state.isStream) {
            state.breaksRules = true
            return refusal
        }
        switch routes.find(request.method, state.path) {
        case .nothing: return .unknownEndpoint(.notFound)
        case .otherMethods where request.method == .options:
            return CrossOrigin.answer(request, try await services.store.settings())
        case .otherMethods(let methods): return .unknownEndpoint(.methodNotAllowed, allow: methods)
        case .route(let route, let parameters):
            state.route = route
            return try await run(route, parameters, state)
        }
    }

    /// Admits the request and runs its handler, again when the store says that what it was admitted by has changed.
    private func run(_ route: Route, _ parameters: [String: String], _ state: RequestState) async throws -> Reply {
        // Outside of the API who presents nothing is nobody, without asking the store.
        if case .open(let handler) = route.handler, !route.asksWho || (state.token == nil && !route.isOfAPI) {
            return try await handler(try call(nil, nil, parameters, state, route))
        }
        for attempt in 0..<Limits.admissions {
            // What is remembered will do for a route that reads: its transaction shows whether it holds. Before a body
            // is read, the store is asked (D3).
            let admission = try await admit(state, mayBeRecent: attempt == 0 && route.method == .get)
            do {
                let outcome = await result(route, parameters, state, admission)
                // Nothing is answered by what no transaction has seen.
                try await services.store.confirm(admission)
                return try outcome.get()
            } catch is AdmissionChanged {
                uncount(state)
            }
        }
        throw Failure(.unavailable, "Roles or settings change too fast", id: "error-storage-unavailable")
    }

    private func result(
        _ route: Route, _ parameters: [String: String], _ state: RequestState, _ admission: Admission
    ) async -> Result<Reply, any Error> {
        do { return .success(try await handle(route, parameters, state, admission)) } catch { return .failure(error) }
    }

    /// 401 before 403 before a byte of the body (D3).
    private func handle(
        _ route: Route, _ parameters: [String: String], _ state: RequestState, _ admission: Admission
    ) async throws -> Reply {
        switch route.handler {
        case .open(let handler):
            try count(route, state, admission)
            return try await handler(try call(admission.caller, admission, parameters, state, route))
        case .loggedIn(let handler):
            guard let caller = admission.caller else { throw Failure.notLoggedIn }
            guard route.access.admits(caller, by: admission.policy) else { throw Failure.missingPermission }
            try count(route, state, admission)
            return try await handler(try call(caller, admission, parameters, state, route))
        }
    }

    /// Refuses a call that is one too many, after 401 and 403 and before the body (D3, contract 1.13).
    private func count(_ route: Route, _ state: RequestState, _ admission: Admission) throws {
        guard services.options.countsCalls,
            admission.caller.map({ admission.policy.permits(RateLimiter.bypass, to: $0.roles) }) != true,
            let rule = RateLimiter.rule(of: route, admission.policy.settings)
        else { return }
        let standing = services.limiter.count(state.countedKey(route), rule)
        state.standing = standing
        if let wait = standing.waitSeconds { throw Failure(.tooMany(waitSeconds: wait), nil) }
    }

    /// What it was counted by has changed.
    private func uncount(_ state: RequestState) {
        guard let standing = state.standing, let route = state.route else { return }
        state.standing = nil
        if standing.waitSeconds == nil { services.limiter.takeBack(state.countedKey(route)) }
    }

    /// Asks the store who it is, unless the address failed to say so too often (D67).
    private func admit(_ state: RequestState, mayBeRecent: Bool) async throws -> Admission {
        if services.options.countsCalls { try services.unauthenticated.check(state.address, token: state.token) }
        let admission = try await services.store.admission(
            token: state.token, userID: state.userID, requestID: state.requestID, mayBeRecent: mayBeRecent)
        state.callerID = admission.caller?.id
        state.settings = admission.policy.settings
        if let caller = admission.caller { services.unauthenticated.noteGood(caller.hashedToken) }
        return admission
    }

    /// Counts what ended in 401, and a token of nobody's where no login is asked for.
    private func noteUnauthenticated(_ state: RequestState, _ reply: Reply) {
        let isStranger = state.token != nil && state.callerID == nil
        guard let settings = state.settings, isStranger || reply.status == .unauthorized else { return }
        services.unauthenticated.noteRefusal(state.address, token: state.token, settings)
    }

    private func call<Who>(
        _ who: Who, _ admission: Admission?, _ parameters: [String: String], _ state: RequestState, _ route: Route
    ) throws -> Call<Who> {
        let query = Query(state.request.uri.query ?? "")
        if route.refusesQuery { _ = try query.conditions(naming: [:]) }
        return Call(
            services: services, caller: who, admission: admission, parameters: parameters, query: query,
            requestID: state.requestID, address: state.address,
            source: BodySource(
                request: state.request, fields: state.fields, channel: state.channel, isStream: state.isStream,
                bytesMax: route.bodyBytesMax, seconds: services.options.bodySeconds, progress: state.progress))
    }

    private func note(_ state: RequestState, _ reply: Reply, since started: ContinuousClock.Instant) {
        let duration = ContinuousClock.now - started
        requestLog?.write(
            RequestLine(
                method: state.request.method.rawValue, route: state.route?.path ?? "(unknown)",
                status: reply.status.code, milliseconds: duration.milliseconds, callerID: state.callerID,
                requestID: state.requestID))
        (state.route?.tally ?? .unknown).note(status: reply.status.code, duration)
    }
}
