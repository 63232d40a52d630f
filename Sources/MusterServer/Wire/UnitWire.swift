import MusterModel
import MusterStore

extension BusinessUnit {
    static let sample: Sample = .named(
        "Unit",
        [
            "name": "After Sales", "visibility": "public", "type": .always("u"), "numMonitors": 1, "numDepartments": 2,
            "_updatedAt": .date, "_id": .value(.string(Demo.unitID)),
        ])

    /// The members of contract 2.7, in that order.
    var wire: JSONObject {
        [
            "name": .string(name), "visibility": .string(visibility), "type": "u", "numMonitors": .int(monitorCount),
            "numDepartments": .int(departmentCount), "_updatedAt": .date(updatedAt), "_id": .string(id),
        ]
    }
}

extension UnitMonitor {
    static let sample: Sample = .named(
        "UnitMonitor",
        [
            "_id": "Yp3HfWq8sK5vNc2Rb", "monitorId": .value(.string(Demo.monitorID)),
            "unitId": .value(.string(Demo.unitID)), "username": "testerio", "_updatedAt": .date,
        ])

    /// A monitor row (contract 2.3).
    var wire: JSON {
        [
            "_id": .string(id), "monitorId": .string(monitorID), "unitId": .string(unitID),
            "username": .string(username), "_updatedAt": .date(updatedAt),
        ]
    }
}
