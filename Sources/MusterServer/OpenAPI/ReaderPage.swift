import MusterModel

/// The document as a page for people: one text without scripts, fonts or pictures, so it reads without a network.
enum ReaderPage {
    static let html = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Muster: the interface</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem }
        details { border-top: 1px solid #ccc; padding: .4rem 0 } summary { cursor: pointer }
        code, pre { font: 14px ui-monospace, monospace } pre { background: #f4f4f4; padding: .8rem; overflow: auto }
        td { text-align: left; padding: .1rem 1rem .1rem 0 } .old { opacity: .6 }
        </style></head><body>
        <h1>Muster</h1>
        <p>Every route of this server. For programs: <a href="/api/muster/v1/openapi.json">openapi.json</a>
        (OpenAPI 3.1).</p>
        \(Routes.all.map(section).joined(separator: "\n"))
        </body></html>
        """

    private static func section(_ route: Route) -> String {
        let description = route.openAPIDescription.object ?? [:]
        let responses = description["responses"]?.object?.members.map { status, response in
            row([status, response.object?["description"]?.string ?? ""])
        }
        return """
            <details\(route.replacement == nil ? "" : " class=\"old\"")><summary><code>\(escaped(route.name))</code>
            \(escaped(route.about.summary))</summary>
            <p>\(escaped(description["description"]?.string ?? ""))</p>
            \(table("Parameters", description["parameters"]?.array?.map(parameter)))
            \(body(description))
            \(table("Answers", responses))
            <h4>Success</h4>\(code(route.about.answer.example))
            </details>
            """
    }

    private static func parameter(_ parameter: JSON) -> String {
        let object = parameter.object ?? [:]
        return row([
            object["name"]?.string ?? "", object["in"]?.string ?? "", object["required"] == true ? "required" : "",
            object["schema"]?.text() ?? "", object["example"]?.text() ?? "",
        ])
    }

    private static func body(_ description: JSONObject) -> String {
        let content = description["requestBody"]?.object?["content"]?.object?["application/json"]
        guard let schema = content?.object?["schema"] else { return "" }
        return "<h4>Body</h4>\(code(schema))<p>For example</p>\(code(content?.object?["example"] ?? .null))"
    }

    private static func table(_ title: String, _ rows: [String]?) -> String {
        guard let rows, !rows.isEmpty else { return "" }
        return "<h4>\(title)</h4><table>\(rows.joined())</table>"
    }

    private static func code(_ value: JSON) -> String { "<pre>\(escaped(value.text()))</pre>" }

    private static func row(_ cells: [String]) -> String {
        "<tr>" + cells.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
