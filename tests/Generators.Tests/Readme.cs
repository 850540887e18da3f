namespace Starface.Generators.Tests;

/// <summary>The examples of the first page.</summary>
/// <param name="Declarations">The policy it shows first.</param>
/// <param name="Use">How a program creates that policy.</param>
/// <param name="Wrong">The invalid file.</param>
/// <param name="Messages">What it says that a build of the file prints.</param>
/// <param name="Including">The policy that includes another one.</param>
internal sealed record Readme(string Declarations, string Use, string Wrong, IReadOnlyList<string> Messages, string Including)
{
    /// <summary>The name of the invalid file.</summary>
    public const string WrongFile = "OfficePbx.cs";

    public static Readme Read()
    {
        var rest = Checkout.Read("README.md");
        rest = rest[rest.IndexOf("\n## A policy\n", StringComparison.Ordinal)..];
        return new(Next("csharp"), Next("csharp"), Next("csharp"), Next("text").Split('\n'), Next("csharp"));

        string Next(string language)
        {
            var opening = $"```{language}\n";
            var start = rest.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
            var block = rest[start..rest.IndexOf("\n```", start, StringComparison.Ordinal)];
            rest = rest[(start + block.Length + "\n```".Length)..];
            return block;
        }
    }
}
