using System.Globalization;
using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Drift.Reports;
using Starface.Policy;

namespace Starface.Cli.Verbs.Check;

/// <summary>The text of <c>check</c>.</summary>
internal static class CheckText
{
    private const string Indent = "  ";

    /// <summary>Writes what was found.</summary>
    public static void Write(CheckResult result, TableScreen screen)
    {
        foreach (var item in result.Items)
        {
            screen.Write(ProblemJson.SeverityText(item.Severity), SeverityStyle.For(item.Severity));
            screen.WriteLine($" {item.Rule}  {Place(item.Place).TrimEnd(' ', ':')}".TrimEnd());
            foreach (var line in TextWrap.Lines(item.Message, screen.Width - Indent.Length)) screen.WriteLine(Indent + line);
            screen.EndLine();
        }

        var style = result.Items.IsEmpty || result.Items[0].Severity == Severity.Info
            ? TextStyle.Good
            : SeverityStyle.For(result.Items[0].Severity);
        screen.WriteLine(result.Sums() + ".", style);
    }

    /// <summary>
    /// A place in the form that editors and pipelines make a link of, with what leads over to a message; nothing for none.
    /// </summary>
    public static string Place(SourcePlace? place) => place switch
    {
        null => "",
        { Column: { } column } => string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Line}:{column}: "),
        _ => string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Line}: "),
    };
}
