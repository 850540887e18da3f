using System.Xml.Linq;

namespace Starface.Generators.Tests;

/// <summary>The page of a diagnostic that the compiler reports.</summary>
/// <param name="Wrong">The wrong example.</param>
/// <param name="Message">What the page says the wrong example gives: severity, id and message.</param>
/// <param name="Right">The right example.</param>
internal sealed record DiagnosticPage(string Wrong, string Message, string Right)
{
    private const string WrongHeading = "## Wrong";

    /// <summary>
    /// The ids of all diagnostics that the compiler reports. What is found when planning has a page without examples in C#.
    /// </summary>
    public static IEnumerable<string> Ids =>
        Directory.GetFiles(Path.Combine(Checkout.Root, "docs/diagnostics"), "SFP*.md")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(id => Text(id).Contains($"\n{WrongHeading}\n", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>The page of an id.</summary>
    public static DiagnosticPage Of(string id)
    {
        var page = Text(id);
        return new(Block(page, WrongHeading, "csharp"), Block(page, WrongHeading, "text"), Block(page, "## Right", "csharp"));
    }

    /// <summary>The address to which a diagnostic links, below that of the repository.</summary>
    public static string Link(string id)
    {
        var repository = XDocument.Parse(Checkout.Read("Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;
        return $"{repository}/blob/main/docs/diagnostics/{id}.md";
    }

    public static string Text(string id) => Checkout.Read($"docs/diagnostics/{id}.md");

    private static string Block(string page, string heading, string language)
    {
        var opening = $"```{language}\n";
        var start = page.IndexOf(opening, page.IndexOf(heading, StringComparison.Ordinal), StringComparison.Ordinal) + opening.Length;
        return page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
