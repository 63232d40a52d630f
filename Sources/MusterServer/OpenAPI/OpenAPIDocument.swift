import HTTPTypes
import MusterModel

/// The description of the whole interface, OpenAPI 3.1, made from the table of routes.
enum OpenAPIDocument {
    static let json: JSON = [
        "openapi": "3.1.0",
        "info": [
            "title": "Muster",
            "version": .string(Version.muster),
            "description": "Units, departments, monitors and agents of a support organisation.",
        ],
        "servers": [["url": "/"]],
        "paths": paths,
        "components": ["securitySchemes": securitySchemes, "schemas": schemas],
    ]

    private static var paths: JSON {
        var paths: JSONObject = [:]
        for route in Routes.all {
            var path = paths[route.template]?.object ?? [:]
            path[route.method.rawValue.lowercased()] = route.openAPIDescription
            paths[route.template] = .object(path)
        }
        return .object(paths)
    }

    private static let securitySchemes: JSON = [
        "authToken": ["type": "apiKey", "in": "header", "name": "X-Auth-Token"],
        "userId": ["type": "apiKey", "in": "header", "name": "X-User-Id"],
    ]

    /// The parts that answers refer to.
    private static var schemas: JSON {
        var schemas: JSONObject = ["Failure": failure]
        for part in Routes.all.flatMap(\.about.answer.parts) { schemas[part.name] = part.whole.jsonSchema }
        return .object(schemas)
    }

    private static let failure: JSON = [
        "type": "object", "required": ["success"], "additionalProperties": false,
        "properties": [
            "success": ["const": false], "error": ["type": "string"], "errorType": ["type": "string"],
            "details": [:], "status": ["const": "error"], "message": ["type": "string"],
        ],
    ]
}
