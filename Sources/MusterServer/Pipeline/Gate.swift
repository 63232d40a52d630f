import HTTPTypes
import Hummingbird
import Logging
import Metrics
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

    func respond(to request: Request, context: RequestContextOfMuster) async throws -> Response {
        let started = ContinuousClock.now
        let visit = Visit(request, context, services)
        var reply: Reply
        do {
            reply = try await answer(visit)
        } catch {
            reply = Failures.reply(to: error, logger: logger, requestID: visit.requestID)
        }
        noteUnauthenticated(visit, reply)
        reply = reply.deprecated(in: visit.route?.replacement).counted(visit.standing)
        if services.drain.hasBegun || visit.mustClose(after: reply) { visit.close(with: &reply) }
        note(visit, reply, since: started)
        return reply.response(instanceID: services.instanceID, isHead: request.method == .head)
    }

    private func answer(_ visit: Visit) async throws -> Reply {
        let request = visit.request
        if let refusal = MessageRules.refusal(of: request, isStream: visit.isStream) {
            visit.breaksRules = true
            return refusal
        }
        switch routes.find(request.method, visit.path) {
        case .nothing: return .unknownEndpoint(.notFound)
        case .otherMethods where request.method == .options:
            return CrossOrigin.answer(request, try await services.store.settings())
        case .otherMethods(let methods): return .unknownEndpoint(.methodNotAllowed, allow: methods)
        case .route(let route, let parameters):
            visit.route = route
            return try await run(route, parameters, visit)
        }
    }

    /// 401 before 403 before a byte of the body (D3).
    private func run(_ route: Route, _ parameters: [String: String], _ visit: Visit) async throws -> Reply {
        switch route.handler {
        case .open(let handler):
            // Outside of the API who presents nothing is nobody, without asking the store.
            let known = visit.token == nil && !route.isOfAPI ? nil : try await authenticate(route, visit)
            if let known { try count(route, visit, known) }
            return try await handler(
                try call(known?.caller, parameters, visit, route, known?.settings ?? Settings()))
        case .loggedIn(let handler):
            let known = try await authenticate(route, visit)
            guard let caller = known.caller else { throw Failure.notLoggedIn }
            guard route.access.admits(caller, holding: known.permissions) else { throw Failure.missingPermission }
            try count(route, visit, known)
            return try await handler(try call(caller, parameters, visit, route, known.settings))
        }
    }

    /// Refuses a call that is one too many, after 401 and 403 and before the body (D3, contract 1.13).
    private func count(_ route: Route, _ visit: Visit, _ known: Authentication) throws {
        guard services.options.countsCalls, !known.permissions.contains(RateLimiter.bypass),
            let rule = RateLimiter.rule(of: route, known.settings)
        else { return }
        let standing = services.limiter.count("\(visit.address.counted) \(route.name)", rule)
        visit.standing = standing
        if let wait = standing.waitSeconds { throw Failure(.tooMany(waitSeconds: wait), nil) }
    }

    /// Asks the store who it is, unless the address failed to say so too often (D67).
    private func authenticate(_ route: Route, _ visit: Visit) async throws -> Authentication {
        if services.options.countsCalls { try services.unauthenticated.check(visit.address, token: visit.token) }
        let known = try await services.store.authenticate(
            token: visit.token, userID: visit.userID, requestID: visit.requestID,
            asking: route.access.permissions + [RateLimiter.bypass])
        visit.callerID = known.caller?.id
        visit.settings = known.settings
        if let caller = known.caller { services.unauthenticated.noteGood(caller.hashedToken) }
        return known
    }

    /// Counts what ended in 401, and a token of nobody's where no login is asked for.
    private func noteUnauthenticated(_ visit: Visit, _ reply: Reply) {
        let isStranger = visit.token != nil && visit.callerID == nil
        guard let settings = visit.settings, isStranger || reply.status == .unauthorized else { return }
        services.unauthenticated.noteRefusal(visit.address, token: visit.token, settings)
    }

    private func call<Who>(
        _ who: Who, _ parameters: [String: String], _ visit: Visit, _ route: Route, _ settings: Settings
    ) throws -> Call<Who> {
        let query = Query(visit.request.uri.query ?? "")
        if route.refusesQuery { _ = try query.conditions(naming: [:]) }
        return Call(
            services: services, caller: who, parameters: parameters, query: query,
            settings: settings, requestID: visit.requestID, address: visit.address,
            source: BodySource(
                request: visit.request, channel: visit.channel, isStream: visit.isStream,
                bytesMax: route.bodyBytesMax, progress: visit.progress))
    }

    /// One line a request, at its end, without query, token or body.
    private func note(_ visit: Visit, _ reply: Reply, since started: ContinuousClock.Instant) {
        let duration = ContinuousClock.now - started
        let pattern = visit.route?.path ?? "(unknown)"
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        logger.info(
            "request",
            metadata: [
                "method": "\(visit.request.method.rawValue)", "route": "\(pattern)", "status": "\(reply.status.code)",
                "milliseconds": "\(milliseconds)", "caller": "\(visit.callerID ?? "-")",
                "request": "\(visit.requestID)",
            ])
        Metrics.Timer(
            label: "muster_request_seconds", dimensions: [("route", pattern), ("status", "\(reply.status.code)")]
        )
        .recordNanoseconds(
            duration.components.seconds * 1_000_000_000 + duration.components.attoseconds / 1_000_000_000)
    }
}
