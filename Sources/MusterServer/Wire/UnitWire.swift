import MusterModel

extension BusinessUnit {
    /// The members of contract 2.7, in that order.
    var wire: JSONObject {
        [
            "name": .string(name), "visibility": .string(visibility), "type": "u", "numMonitors": .int(monitorCount),
            "numDepartments": .int(departmentCount), "_updatedAt": .date(updatedAt), "_id": .string(id),
        ]
    }
}

extension UnitMonitor {
    /// A monitor row (contract 2.3).
    var wire: JSON {
        [
            "_id": .string(id), "monitorId": .string(monitorID), "unitId": .string(unitID),
            "username": .string(username), "_updatedAt": .date(updatedAt),
        ]
    }
}
