import Foundation
import MusterModel

extension Failure {
    /// The Match failure of these words, which end with its path.
    static func shown(_ problem: String) -> Failure {
        let tail = problem.range(of: " in field ", options: .backwards)
        return .match(problem, path: tail.map { String(problem[$0.upperBound...]) } ?? "")
    }
}
