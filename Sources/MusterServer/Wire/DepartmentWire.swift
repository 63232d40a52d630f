import MusterModel

extension Department {
    /// The document of contract 4: what was saved, then what is derived. `fields` cannot shadow what is derived.
    var wire: JSON {
        var object: JSONObject = ["_id": .string(id)]
        for (key, value) in fields.members { object[key] = value }
        object["enabled"] = .bool(enabled)
        object["type"] = "d"
        object["numAgents"] = agentCount.map(JSON.int)
        object["archived"] = archived.map(JSON.bool)
        if wasInUnit {
            object["parentId"] = .text(unitID)
            object["ancestors"] = unitID.map { [.string($0)] } ?? .null
        }
        object["_updatedAt"] = .date(updatedAt)
        return .object(object)
    }
}

extension DepartmentAgent {
    /// An agent link (contract 2.9).
    var wire: JSON {
        [
            "_id": .string(id), "agentId": .string(agentID), "departmentId": .string(departmentID),
            "departmentEnabled": .bool(departmentEnabled), "username": .string(username), "count": .int(count),
            "order": .int(order), "_updatedAt": .date(updatedAt),
        ]
    }
}
