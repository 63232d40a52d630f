import MusterModel
import MusterStore

extension Department {
    /// Open: a department keeps whatever members it was saved with.
    static let sample: Sample = .named(
        "Department",
        .open([
            "_id": .value(.string(Demo.departmentID)), "name": "Customer Support", "enabled": true,
            "type": .always("d"), "numAgents": .optional(1), "archived": .optional(false),
            "parentId": .optional(.nullable(.value(.string(Demo.unitID)))),
            "ancestors": .optional(.nullable([.value(.string(Demo.unitID))])), "_updatedAt": .date,
        ]))

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
    static let sample: Sample = .named("DepartmentAgent", link)

    /// The same with the department's name.
    static let namedSample: Sample = link.adding(["departmentName": "Customer Support"])

    private static let link: Sample = [
        "_id": "Vd6TgRw9xJ4mZk8Qe", "agentId": .value(.string(Demo.agentID)),
        "departmentId": .value(.string(Demo.departmentID)), "departmentEnabled": true, "username": "petra", "count": 0,
        "order": 0, "_updatedAt": .date,
    ]

    /// An agent link (contract 2.9).
    var wire: JSON {
        [
            "_id": .string(id), "agentId": .string(agentID), "departmentId": .string(departmentID),
            "departmentEnabled": .bool(departmentEnabled), "username": .string(username), "count": .int(count),
            "order": .int(order), "_updatedAt": .date(updatedAt),
        ]
    }
}
