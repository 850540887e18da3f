using System.Globalization;
using Starface.Cli.Screen;
using Starface.Drift.Reports;
using Starface.Policy;

namespace Starface.Cli.Verbs.Check;

/// <summary>The text of <c>check</c>.</summary>
internal static class CheckText
{
    /// <summary>Writes what was found.</summary>
    public static void Write(CheckResult result, TableScreen screen)
    {
        foreach (var item in result.Items)
        {
            screen.Write(NameOf(item.Severity), StyleOf(item.Severity));
            screen.WriteLine($" {item.Rule}  {Place(item.Place).TrimEnd(' ', ':')}".TrimEnd());
            foreach (var line in TextWrap.Lines(item.Message, screen.Width - Indent.Length)) screen.WriteLine(Indent + line);
            screen.EndLine();
        }

        screen.WriteLine(result.Sums() + ".", result.Count(ItemSeverity.Error) > 0 ? TextStyle.Error : result.Count(ItemSeverity.Warning) > 0 ? TextStyle.Warning : TextStyle.Good);
    }

    /// <summary>A place in the form that editors and pipelines make a link of, with what leads over to a message; nothing for none.</summary>
    public static string Place(SourcePlace? place) => place switch
    {
        null => "",
        { Column: { } column } => string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Line}:{column}: "),
        _ => string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Line}: "),
    };

    /// <summary>The word for a severity.</summary>
    public static string NameOf(ItemSeverity severity) => severity switch
    {
        ItemSeverity.Error => "error",
        ItemSeverity.Warning => "warning",
        _ => "note",
    };

    private const string Indent = "  ";

    private static TextStyle StyleOf(ItemSeverity severity) => severity switch
    {
        ItemSeverity.Error => TextStyle.Error,
        ItemSeverity.Warning => TextStyle.Warning,
        _ => TextStyle.Muted,
    };
}
