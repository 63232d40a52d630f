/// The image of who has uploaded none: the initials of a user name on a colour of its own, an SVG without scripts.
public enum InitialsImage {
    /// Dark enough for white letters.
    private static let colors = [
        "#8E24AA", "#5E35B1", "#3949AB", "#1565C0", "#00695C", "#2E7D32", "#6D4C41", "#AD1457", "#C62828", "#37474F",
    ]

    /// The image; the same for the same name, whatever its case, and made of nothing else.
    public static func svg(of username: String) -> String {
        let folded = username.folded
        let color = folded.utf8.reduce(UInt32(0)) { $0 &* 31 &+ UInt32($1) } % UInt32(colors.count)
        let letters = initials(folded)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200">\
            <rect width="200" height="200" fill="\(colors[Int(color)])"/>\
            <text x="100" y="100" dy="0.36em" text-anchor="middle" fill="#FFFFFF" font-family="sans-serif" \
            font-size="\(letters.count > 1 ? 90 : 125)">\(letters)</text></svg>
            """
    }

    /// The first letter, and that of the second word: letters and digits alone, so nothing needs escaping.
    static func initials(_ name: String) -> String {
        let words = name.unicodeScalars.split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
        let letters = words.prefix(2).compactMap(\.first).map { Character($0).uppercased() }.joined()
        return letters.isEmpty ? "?" : letters
    }
}
