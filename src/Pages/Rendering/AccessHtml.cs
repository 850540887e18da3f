using System.Collections.Immutable;
using Starface.Pages.Model;
using Starface.Pages.Words;
using Starface.Policy;

namespace Starface.Pages.Rendering;

/// <summary>The matrix of an instance: a row for each service, a column for each peer group, one table for each direction.</summary>
internal static class AccessHtml
{
    /// <summary>The matrix of a direction.</summary>
    /// <param name="all">What is permitted.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="isShipped">Whether the reasons are those of a shipped policy, and thus English.</param>
    /// <param name="words">The words.</param>
    public static Markup Write(ImmutableArray<Access> all, Direction direction, bool isShipped, PageWords words)
    {
        var title = direction == Direction.Inbound ? words.Inbound : words.Outbound;
        var cells = all.Where(cell => cell.Direction == direction).ToList();
        if (cells.Count == 0) return $"<h5>{title}</h5><p>{words.NothingPermitted}</p>";
        var groups = cells.Select(cell => cell.PeerGroup).Distinct(StringComparer.Ordinal)
            .OrderBy(group => group is null ? 1 : 0)
            .ThenBy(group => group, StringComparer.Ordinal)
            .ToList();
        var heads = groups.Select(group => (Markup)$"""<th scope="col">{(group is null ? words.NamedHosts : words.NameOf(group))}</th>""");
        var rows = cells.GroupBy(cell => cell.Service, StringComparer.Ordinal)
            .OrderBy(service => service.Key, StringComparer.Ordinal)
            .Select(service => Row(service.First(), service.ToDictionary(cell => cell.PeerGroup ?? ""), groups, isShipped, words));
        return $"""
            <h5>{title}</h5>
            <div class="scroll" role="group" tabindex="0" aria-label="{title}"><table class="matrix">
            <thead><tr><th scope="col">{words.Service}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody></table></div>
            """;
    }

    /// <summary>Protocols, each with its ports.</summary>
    public static string Ports(IEnumerable<Traffic> traffic, PageWords words) => string.Join(", ", traffic
        .GroupBy(item => item.Protocol, StringComparer.Ordinal)
        .Select(protocol => words.TrafficOf(new Traffic(protocol.Key, string.Join(", ", protocol.Select(item => item.Ports))))));

    private static Markup Row(Access first, Dictionary<string, Access> cells, List<string?> groups, bool isShipped, PageWords words)
    {
        var data = groups.Select(group =>
            cells.TryGetValue(group ?? "", out var cell) ? Cell(cell, isShipped, words) : (Markup)$"<td></td>");
        return $"""<tr><th scope="row">{words.TitleOf(first.Title)} <small>{first.Service}</small></th>{data}</tr>""";
    }

    private static Markup Cell(Access cell, bool isShipped, PageWords words)
    {
        var reasons = cell.Rows.Select(row => row.Because).Distinct(StringComparer.Ordinal).ToList();
        var common = reasons is [{ } reason] ? (Markup)$"<p><b>{words.Reason}:</b> {Reason(reason)}</p>" : null;
        var rows = cell.Rows.Select(row => RowOf(cell, row, common is null && row.Because is { } own ? Reason(own) : null, words));
        return $"""<td><details><summary>{Ports(cell.Traffic, words)}</summary><div class="why">{common}<ul>{rows}</ul></div></details></td>""";

        Markup Reason(string text) => isShipped ? EnglishHtml.Write(text, words) : $"{text}";
    }

    private static Markup RowOf(Access cell, AccessRow row, Markup? reason, PageWords words)
    {
        var basis = row.Basis switch
        {
            Basis.Stated => words.Stated,
            Basis.Operator => words.ByOperators,
            _ => words.Inferred,
        };
        var tags = new List<string>();
        if (row.MinimumTls is { } tls) tags.Add($"{words.AtLeast} {tls}");
        if (row.IsUnencrypted) tags.Add(words.Unencrypted);
        if (row.IsNeverCut) tags.Add(words.NeverCut);
        var about = tags.Count == 0 ? "" : $" ({string.Join("; ", tags)})";
        return $"""
            <li><b>{words.TrafficOf(row.Traffic)}</b>{(row.Host is { } host ? (Markup)$" <code>{host}</code>" : null)}{about}
            {(reason is null ? null : (Markup)$"<br/>{words.Reason}: {reason}")}
            <br/>{words.Row}: {(row.Source.Length == 0 ? words.NoRow : words.SourceOf(row.Source))} {"–"} {basis}
            {(row.IncludedFrom is { } from ? (Markup)$"<br/>{words.IncludedFrom}: {from}" : null)}
            {(row.OnlyPeers.IsEmpty ? null : (Markup)$"<br/>{words.OnlyFor}: <span class=\"only\">{string.Join(", ", row.OnlyPeers)}</span>")}
            <br/>{words.Rule}: {Word(cell.Direction, words)} {words.TrafficOf(row.Traffic)}</li>
            """;
    }

    /// <summary>A direction in a word.</summary>
    public static string Word(Direction direction, PageWords words) =>
        direction == Direction.Inbound ? words.InboundWord : words.OutboundWord;
}
