using Starface.Pages.Model;
using Starface.Pages.Words;
using Starface.Policy.Comparison;

namespace Starface.Pages.Rendering;

/// <summary>The comparison of an instance with its cloud.</summary>
internal static class DriftHtml
{
    /// <summary>A status, with a sign of its own.</summary>
    public static Markup Status(DriftStatus status, PageWords words) => status switch
    {
        DriftStatus.InSync => SeverityHtml.Mark("good", "✔", words.InSync),
        DriftStatus.Drift => SeverityHtml.Mark("bad", "✖", words.DriftWord),
        _ => SeverityHtml.Mark("warn", "?", words.Undecided),
    };

    /// <summary>What was found, and the layers of each interface.</summary>
    public static Markup Write(DriftPage drift, PageWords words)
    {
        var lines = drift.Lines.Select(line => (Markup)$"""
            <tr><th scope="row">{Kind(line.Kind, words)}</th><td>{EnglishHtml.Write(line.Text, words)}{line.Details.Select(detail => (Markup)$"<br/><small>{EnglishHtml.Write(detail, words)}</small>")}</td></tr>
            """);
        var interfaces = drift.Interfaces.Select(place => (Markup)$"""
            <li><b>{place.Interface}</b> {Status(place.Status, words)}<ol>{place.Layers.Select(layer => Layer(layer, words))}</ol></li>
            """);
        return $"""
            <p>{Status(drift.Status, words)} {string.Join(", ", drift.Groups)}</p>
            {(drift.Lines.IsEmpty ? null : TableHtml.Write([words.What, words.Message], lines))}
            {(drift.Interfaces.IsEmpty ? null : (Markup)$"<h5>{words.Layers}</h5><ul>{interfaces}</ul>")}
            """;
    }

    private static Markup Layer(LayerLine layer, PageWords words) =>
        layer.IsKnown
            ? (Markup)$"<li>{EnglishHtml.Write(layer.Title, words)}</li>"
            : $"<li>{EnglishHtml.Write(layer.Title, words)} {SeverityHtml.Mark("warn", "?", words.NotRead)}</li>";

    private static Markup Kind(DriftLineKind kind, PageWords words) => kind switch
    {
        DriftLineKind.Extra => SeverityHtml.Mark("bad", "+", words.Extra),
        DriftLineKind.Missing => SeverityHtml.Mark("warn", "−", words.Missing),
        DriftLineKind.Other => SeverityHtml.Mark("warn", "≠", words.Differs),
        DriftLineKind.Unknown => SeverityHtml.Mark("warn", "?", words.Undecided),
        _ => SeverityHtml.Mark("note", "●", words.Info),
    };
}
