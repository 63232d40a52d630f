extension RoomState {
    /// The room after an event, or why it does not take it: the only way from one state to another.
    ///
    /// - Parameters:
    ///   - event: What happens.
    ///   - rules: The settings of that moment.
    ///   - now: The transaction's time.
    public func applying(_ event: RoomEvent, _ rules: RoomRules, at now: Timestamp) throws(RoomRefusal) -> RoomChange {
        var change = RoomChange(self)
        if event == .departmentDeleted {
            change.after.departmentID = nil
            return change
        }
        guard isOpen else { throw .isClosed }
        switch event {
        case .nobodyFound:
            guard phase == .waiting(.ready) else { throw .isNotWaitingSo }
            change.wait(.queued, rules, at: now)
        case .verified(let status):
            guard phase == .waiting(.verifying), status != .verifying else { throw .isNotWaitingSo }
            change.wait(status, rules, at: now)
        case .taken(let taker): try change.take(taker, rules, at: now)
        case .forwarded(let transfer): try change.forward(transfer, rules, at: now)
        case .returned(let transfer):
            if isHeld { throw .isHeld }
            guard servingID != nil else { throw .isNotServed }
            change.messages += transfer.history
            change.requeue(transfer, rules, at: now)
        case .held(let user, let comment, let isByHand, let lastWordIsVisitors):
            if isHeld { throw .isHeld }
            if isByHand, rules.holdNeedsAnswer, lastWordIsVisitors { throw .lastWordIsVisitors }
            try change.hold(by: user, comment, rules, at: now)
        case .resumed(let user, let comment, let agentIsAvailable):
            guard case .held(let agent) = phase else { throw .isNotHeld }
            guard agentIsAvailable else { throw .agentIsUnavailable }
            change.after.phase = .served(by: agent)
            change.after.timers[.heldTooLong] = nil
            change.messages.append(SystemMessage(.resumed, by: .user(user), "", ["comment": .string(comment)]))
        case .joined(let user):
            guard !members.contains(same: user.id) else { break }
            change.after.members.append(user.id)
            change.messages.append(.joined(user))
        case .visitorWrote: change.after.awaitsAnswer = true
        case .staffWrote: change.answer(rules, at: now)
        case .closed(let closing): try change.close(closing, rules)
        case .departmentDeleted: break
        }
        return change
    }
}

extension RoomChange {
    fileprivate mutating func wait(_ status: RoomState.QueueStatus, _ rules: RoomRules, at now: Timestamp) {
        after.phase = .waiting(status)
        after.timers = [:]
        if rules.queuedMinutesMax > 0 {
            after.timers[.queuedTooLong] = now.adding(seconds: rules.queuedMinutesMax * 60)
        }
    }

    fileprivate mutating func take(_ taker: Taker, _ rules: RoomRules, at now: Timestamp) throws(RoomRefusal) {
        if let servingID = before.servingID {
            // Their own already: nothing to do (D40).
            guard servingID.isSame(as: taker.user.id) else { throw .isTaken }
            return
        }
        if let refusal = taker.refusal { throw refusal }
        assign(taker.user, rules, at: now)
    }

    fileprivate mutating func assign(_ user: Participant, _ rules: RoomRules, at now: Timestamp) {
        after.phase = .served(by: user.id)
        after.reservedFor = nil
        if !after.members.contains(same: user.id) { after.members.append(user.id) }
        after.timers = [:]
        if rules.answerSecondsMax > 0 { after.timers[.unanswered] = now.adding(seconds: rules.answerSecondsMax) }
        messages += SystemMessage.assigned(user)
    }

    /// Conversations 8.4: the new agent comes, the history tells it, the others leave.
    fileprivate mutating func forward(_ transfer: RoomEvent.Transfer, _ rules: RoomRules, at now: Timestamp)
        throws(RoomRefusal)
    {
        if before.isHeld { throw .isHeld }
        switch transfer.target {
        case .agent(let taker):
            if let servingID = before.servingID, servingID.isSame(as: taker.user.id) { throw .isSameAgent }
            if let refusal = taker.refusal { throw refusal }
            assign(taker.user, rules, at: now)
            messages += transfer.history
            leave(transfer.members.filter { !$0.id.isSame(as: taker.user.id) })
            after.members = [taker.user.id]
        case .queue:
            messages += transfer.history
            requeue(transfer, rules, at: now)
        case .department: messages += transfer.history
        }
        after.departmentID = transfer.departmentID
        after.abandonedAt = nil
    }

    fileprivate mutating func requeue(_ transfer: RoomEvent.Transfer, _ rules: RoomRules, at now: Timestamp) {
        leave(transfer.members)
        after.members = []
        after.departmentID = transfer.departmentID
        after.reservedFor = nil
        wait(.queued, rules, at: now)
    }

    /// Only who was a member can leave.
    private mutating func leave(_ users: [Participant]) {
        messages += users.filter { before.members.contains(same: $0.id) }.map(SystemMessage.left)
    }

    fileprivate mutating func hold(by user: Participant, _ comment: String, _ rules: RoomRules, at now: Timestamp)
        throws(RoomRefusal)
    {
        guard case .served(let agent) = before.phase else { throw .isNotServed }
        after.phase = .held(by: agent)
        if rules.heldSecondsMax > 0 { after.timers[.heldTooLong] = now.adding(seconds: rules.heldSecondsMax) }
        messages.append(SystemMessage(.held, by: .user(user), "", ["comment": .string(comment)]))
    }

    /// The first answer starts the wait for the visitor; further ones do not move it (conversations 9.1).
    fileprivate mutating func answer(_ rules: RoomRules, at now: Timestamp) {
        after.timers[.unanswered] = nil
        guard before.awaitsAnswer else { return }
        after.awaitsAnswer = false
        if let seconds = rules.visitorSecondsMax { after.abandonedAt = now.adding(seconds: seconds) }
    }

    fileprivate mutating func close(_ closing: RoomEvent.Closing, _ rules: RoomRules) throws(RoomRefusal) {
        if rules.closingNeedsComment, closing.comment.isBlank { throw .needsComment }
        if rules.closingNeedsTag, closing.departmentTags.isEmpty || closing.lacksTags { throw .needsTag }
        after.phase = .closed
        after.members = []
        after.reservedFor = nil
        after.timers = [:]
        messages.append(SystemMessage(.closed, by: closing.closer, closing.comment))
        if rules.promptsForTranscript { messages.append(.transcriptPrompt(by: closing.closer)) }
    }
}

extension RoomEvent.Closing {
    /// The visitor cannot set any.
    fileprivate var lacksTags: Bool { closer != .visitor && tags.isEmpty }
}

extension Timestamp {
    func adding(seconds: Int) -> Timestamp { Timestamp(milliseconds: milliseconds + Int64(seconds) * 1000) }
}
