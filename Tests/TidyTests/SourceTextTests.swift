import Testing

/// The tidy rules are only as good as the reading beneath them.
@Suite("Code is told from comments and texts")
struct SourceTextTests {
    @Test(arguments: [
        ("a() // b()", "a()", "a()"),
        ("a() /* b /* c */ d */ e()", "a() e()", "a() e()"),
        (#"a("b // c") // d"#, #"a("b // c")"#, "a( )"),
        (#"a("b \"c\" \\") + d"#, #"a("b \"c\" \\") + d"#, "a( ) + d"),
        (#"a("b \(c("d")) e", f)"#, #"a("b \(c("d")) e", f)"#, "a( c( ) , f)"),
        ("a(#\"b \"c\" \\(d)\"#) + e", "a(#\"b \"c\" \\(d)\"#) + e", "a( ) + e"),
        ("a(\"\"\"\n  \"b\" }\n  \"\"\") + c", "a(\"\"\"\n  \"b\" }\n  \"\"\") + c", "a( \n \n ) + c"),
    ])
    func `comments and texts are blanked`(_ source: String, _ compiled: String, _ code: String) {
        let text = SourceText(source)
        #expect(Self.squeezed(text.withoutComments) == Self.squeezed(compiled))
        #expect(Self.squeezed(text.codeOnly) == Self.squeezed(code))
    }

    @Test func `a function is as long as the lines between its braces`() {
        let source = """
            protocol P {
                func none() -> Int
            }
            struct S: P {
                init?(_ a: () -> Void = {}) { nil }
                func none() -> Int {
                    let text = "}"
                    if text.isEmpty { return 1 }
                    // }
                    return 2
                }
            }
            """
        let found = SourceText(source).functions
        #expect(found == [.init(line: 5, bodyLines: 0), .init(line: 6, bodyLines: 4)])
    }

    private static func squeezed(_ text: String) -> String {
        text.split(separator: " ").joined(separator: " ").replacing(" \n", with: "\n").replacing("\n ", with: "\n")
    }
}
