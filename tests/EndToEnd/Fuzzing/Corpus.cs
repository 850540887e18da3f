using System.Text.RegularExpressions;

namespace Starface.EndToEnd.Fuzzing;

/// <summary>The texts a reader is tried on first: lines of a file, with C#'s escapes, or whole files.</summary>
internal static class Corpus
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Corpora");

    public static IReadOnlyList<string> Of(string name) =>
        Directory.Exists(Path.Combine(s_folder, name))
            ? [.. Directory.GetFiles(Path.Combine(s_folder, name)).Order(StringComparer.Ordinal).Select(File.ReadAllText)]
            : [.. File.ReadAllLines(Path.Combine(s_folder, name + ".txt")).Select(Regex.Unescape)];
}
