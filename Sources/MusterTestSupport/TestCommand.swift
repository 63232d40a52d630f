import Foundation

/// A command line of one of the test programs: what it was told, and how it speaks to a person.
public struct TestCommand: Sendable {
    /// Which of the program's commands it is, where there is more than one.
    public private(set) var command: String?
    private let program: String
    private let help: String
    private var values: [String: String]
    private var switchesOn: Set<String> = []

    /// Reads the process's arguments. Ends the process when they ask for help (status 0) or make no sense (64).
    ///
    /// - Parameters:
    ///   - program: What the program is called.
    ///   - help: What `--help` prints.
    ///   - commands: The commands, one of which must be named; none for a program that does one thing.
    ///   - options: The options that take a value, with their defaults; `--binary` is always one of them.
    ///   - switches: The options without a value.
    public init(
        _ program: String, help: String, commands: Set<String> = [], options: [String: String],
        switches: Set<String> = []
    ) {
        self.program = program
        self.help = help
        values = options.merging(["--binary": MusterBinary.path]) { own, _ in own }
        var arguments = CommandLine.arguments.dropFirst()
        while let argument = arguments.popFirst() {
            if argument == "--help" || argument == "-h" {
                say(help)
                exit(0)
            } else if switches.contains(argument) {
                switchesOn.insert(argument)
            } else if values[argument] != nil {
                guard let value = arguments.popFirst() else { refuse("\(argument) needs a value") }
                values[argument] = value
            } else if command == nil, commands.contains(argument) {
                command = argument
            } else {
                refuse("\(argument) means nothing here")
            }
        }
        if !commands.isEmpty, command == nil { refuse("one of \(commands.sorted().joined(separator: ", ")) is needed") }
    }

    /// The built `muster`.
    public var binary: String { text("--binary") }

    /// The value of an option that takes any text.
    public func text(_ option: String) -> String { values[option] ?? "" }

    /// The value of an option that takes a number; ends the process when it is none, or out of bounds.
    public func number(_ option: String, in bounds: ClosedRange<Int> = 1...1_000_000) -> Int {
        guard let number = Int(text(option)), bounds.contains(number) else {
            refuse("\(option) takes a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return number
    }

    /// The seed of random choices (`--seed`).
    public var seed: UInt64 { UInt64(number("--seed", in: 0...Int.max)) }

    /// A seed for a run that was given none.
    public static var newSeed: String { String(UInt32.random(in: 0...UInt32.max)) }

    /// Whether an option without a value was given.
    public func isOn(_ option: String) -> Bool { switchesOn.contains(option) }

    /// Ends the process because its arguments make no sense.
    public func refuse(_ problem: String) -> Never {
        FileHandle.standardError.write(Data("\(program): \(problem)\n\n\(help)\n".utf8))
        exit(64)
    }

    /// Prints a line for a person.
    public func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
