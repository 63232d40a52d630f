import Foundation
import MusterModel

/// The parts of a `multipart/form-data` body (RFC 7578), read strictly: what is not written as browsers and HTTP
/// libraries write it is refused.
struct MultipartForm: Sendable {
    private let parts: [String: [UInt8]]

    /// Whether a body of that type is such a form.
    static func isOne(_ contentType: String) -> Bool {
        HeaderValue(contentType)?.value.lowercased() == "multipart/form-data"
    }

    /// - Parameters:
    ///   - bytes: The body.
    ///   - contentType: The request's, with the boundary.
    /// - Throws: `error-invalid-form` with what is wrong.
    init(_ bytes: [UInt8], contentType: String) throws {
        guard let boundary = HeaderValue(contentType)?.parameters["boundary"], (1...70).contains(boundary.utf8.count)
        else { throw MultipartForm.broken("there is no boundary") }
        var reader = Reader(bytes: bytes, boundary: boundary)
        var parts: [String: [UInt8]] = [:]
        try reader.begin()
        while let part = try reader.next() {
            guard parts[part.name] == nil else { throw MultipartForm.broken("a part comes twice") }
            guard parts.count < Limits.formParts else {
                throw MultipartForm.broken("there are more than \(Limits.formParts) parts")
            }
            parts[part.name] = part.bytes
        }
        self.parts = parts
    }

    /// The bytes of a part, nil without it.
    subscript(name: String) -> [UInt8]? { parts[name] }

    /// Those of these parts that are there, as the members of a body.
    ///
    /// - Throws: `error-invalid-form` for one that is not UTF-8.
    func members(_ names: [String]) throws -> JSONObject {
        var object = JSONObject()
        for name in names {
            guard let bytes = parts[name] else { continue }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw MultipartForm.broken("the part \(name) is not UTF-8")
            }
            object[name] = .string(text)
        }
        return object
    }

    private static func broken(_ reason: String) -> Failure {
        .typed("The form cannot be read: \(reason)", "error-invalid-form")
    }
}

extension MultipartForm {
    /// Goes through a body once, from its beginning to its end.
    private struct Reader {
        private let bytes: [UInt8]
        /// What ends a part.
        private let delimiter: [UInt8]
        private var at = 0

        init(bytes: [UInt8], boundary: String) {
            self.bytes = bytes
            delimiter = Array("\r\n--\(boundary)".utf8)
        }

        /// Reads the first boundary.
        mutating func begin() throws {
            guard bytes.starts(with: delimiter.dropFirst(2)) else {
                throw broken("it does not begin with its boundary")
            }
            at = delimiter.count - 2
        }

        /// The next part; nil at the end.
        mutating func next() throws -> (name: String, bytes: [UInt8])? {
            if isHere("--") { return nil }
            guard isHere("\r\n") else { throw broken("a boundary does not end its line") }
            let header = at
            guard let end = position(of: Array("\r\n\r\n".utf8), from: header, to: header + Limits.formHeaderBytes)
            else {
                throw broken("the header of a part does not end within \(Limits.formHeaderBytes) bytes")
            }
            guard end > header else { throw broken("a part has no name") }
            let start = end + 4
            guard let next = position(of: delimiter, from: end + 2, to: bytes.count), next >= start else {
                throw broken("a part does not end with the boundary")
            }
            at = next + delimiter.count
            return (try name(String(decoding: bytes[header + 2..<end], as: UTF8.self)), Array(bytes[start..<next]))
        }

        /// The name of a part by its header.
        private func name(_ header: String) throws -> String {
            for line in header.components(separatedBy: "\r\n") {
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2, parts[0].lowercased() == "content-disposition" else { continue }
                guard let value = HeaderValue(String(parts[1])), value.value.lowercased() == "form-data",
                    let name = value.parameters["name"]
                else { break }
                return name
            }
            throw broken("a part has no name")
        }

        private func isHere(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

        private func position(of wanted: [UInt8], from start: Int, to end: Int) -> Int? {
            let last = min(end, bytes.count) - wanted.count
            guard start <= last else { return nil }
            return (start...last).first { index in
                bytes[index] == wanted[0] && bytes[index..<index + wanted.count].elementsEqual(wanted)
            }
        }

        private func broken(_ reason: String) -> Failure { MultipartForm.broken(reason) }
    }
}
