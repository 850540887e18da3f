using System.Collections.Immutable;
using Starface.Pages.Model;
using Starface.Pages.Words;

namespace Starface.Pages.Rendering;

/// <summary>Days on which something ends.</summary>
internal static class DueDateHtml
{
    /// <summary>A table of days.</summary>
    public static Markup Table(ImmutableArray<DueDate> dates, PageWords words) =>
        TableHtml.Write([words.Day, words.What, words.Owner], dates.Select(date => (Markup)$"""
            <tr><th scope="row">{date.Day.ToString()}</th><td>{Kind(date.Kind, words)}: {Subject(date, words)}</td><td>{date.Owner}</td></tr>
            """));

    /// <summary>A line for each day.</summary>
    public static Markup Lines(ImmutableArray<DueDate> dates, PageWords words) => LinesHtml.Write(dates.Select(date => (Markup)$"""
        {date.Day.ToString()}, {Kind(date.Kind, words)}: {Subject(date, words)}{(date.Owner is { Length: > 0 } owner ? (Markup)$" ({words.Owner}: {owner})" : null)}
        """));

    private static string Subject(DueDate date, PageWords words) =>
        date.PeerGroup is { } group ? $"{words.TitleOf(date.Subject)}: {words.NameOf(group)}" : words.TitleOf(date.Subject);

    /// <summary>What happens on the day.</summary>
    public static string Kind(DueKind kind, PageWords words) => kind switch
    {
        DueKind.PermissionEnds => words.PermissionEnds,
        DueKind.Review => words.ReviewDue,
        DueKind.AcceptanceEnds => words.AcceptanceEnds,
        _ => words.LockChecked,
    };
}
