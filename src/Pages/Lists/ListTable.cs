using System.Collections.Immutable;
using Starface.Pages.Model;
using Starface.Pages.Words;
using Starface.Policy;

namespace Starface.Pages.Lists;

/// <summary>The words and cells of a list, which every form of it has.</summary>
internal static class ListTable
{
    /// <summary>The headings of the columns.</summary>
    public static ImmutableArray<string> Heads(PageWords words) =>
    [
        words.DirectionOf, words.Protocol, words.Ports, words.FromWhere, words.ToWhere, words.Purpose, words.Encryption,
        words.Reason, words.Row,
    ];

    /// <summary>The network that a list is for.</summary>
    public static string Title(FirewallList list, PageWords words) =>
        list.Local is { } group ? words.NameOf(group) : words.ThePbx;

    /// <summary>The cells of a row.</summary>
    /// <param name="list">The list.</param>
    /// <param name="row">The row.</param>
    /// <param name="words">The words.</param>
    public static ImmutableArray<string> Cells(FirewallList list, ListRow row, PageWords words)
    {
        var local = End(Title(list, words), list.Addresses, words);
        var remote = End(row.Remote is { } name ? words.NameOf(name) : words.ThePbx, row.Addresses, words);
        var (from, to) = row.Direction == Direction.Inbound ? (remote, local) : (local, remote);
        return
        [
            row.Direction == Direction.Inbound ? words.InboundWord : words.OutboundWord,
            row.Traffic.Protocol,
            row.Traffic.Ports,
            from,
            to,
            words.TitleOf(row.Purpose),
            row.Row.MinimumTls is { } tls ? $"{words.AtLeast} {tls}" : row.Row.IsUnencrypted ? words.Unencrypted : "",
            row.Row.Because ?? "",
            words.SourceOf(row.Row.Source),
        ];
    }

    private static string End(string name, ImmutableArray<string> addresses, PageWords words) =>
        addresses.IsEmpty ? name
        : addresses.Contains("0.0.0.0/0") && addresses.Contains("::/0") ? $"{name}: {words.AnyAddress}"
        : $"{name}: {string.Join(", ", addresses)}";
}
