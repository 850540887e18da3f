using System.Collections.Immutable;
using Starface.Pages.Model;
using Starface.Pages.Words;
using Starface.Policy;

namespace Starface.Pages.Rendering;

/// <summary>The matrix of an instance: a row for each service, a column for each peer group, one table for each direction.</summary>
internal static class AccessHtml
{
    /// <summary>The matrix of a direction.</summary>
    public static Markup Write(ImmutableArray<Access> all, Direction direction, PageWords words)
    {
        var title = direction == Direction.Inbound ? words.Inbound : words.Outbound;
        var cells = all.Where(cell => cell.Direction == direction).ToList();
        if (cells.Count == 0) return $"<h5>{title}</h5><p>{words.NothingPermitted}</p>";
        var groups = cells.Select(cell => cell.PeerGroup).Distinct(StringComparer.Ordinal)
            .OrderBy(group => group is null ? 1 : 0)
            .ThenBy(group => group, StringComparer.Ordinal)
            .ToList();
        var heads = groups.Select(group => (Markup)$"""<th scope="col">{group ?? words.NamedHosts}</th>""");
        var rows = cells.GroupBy(cell => cell.Service, StringComparer.Ordinal)
            .OrderBy(service => service.Key, StringComparer.Ordinal)
            .Select(service => Row(service.First(), service.ToDictionary(cell => cell.PeerGroup ?? ""), groups, words));
        return $"""
            <h5>{title}</h5>
            <div class="scroll" role="group" tabindex="0" aria-label="{title}"><table class="matrix">
            <thead><tr><th scope="col">{words.Service}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody></table></div>
            """;
    }

    /// <summary>Protocols, each with its ports.</summary>
    public static string Ports(IEnumerable<Traffic> traffic) => string.Join(", ", traffic
        .GroupBy(item => item.Protocol, StringComparer.Ordinal)
        .Select(protocol => $"{protocol.Key} {string.Join(", ", protocol.Select(item => item.Ports))}"));

    private static Markup Row(Access first, Dictionary<string, Access> cells, List<string?> groups, PageWords words)
    {
        var data = groups.Select(group => cells.TryGetValue(group ?? "", out var cell) ? Cell(cell, words) : (Markup)$"<td></td>");
        return $"""<tr><th scope="row">{first.Title} <small>{first.Service}</small></th>{data}</tr>""";
    }

    private static Markup Cell(Access cell, PageWords words)
    {
        var reasons = cell.Rows.Select(row => row.Because).Distinct(StringComparer.Ordinal).ToList();
        var common = reasons is [{ } reason] ? (Markup)$"<p><b>{words.Reason}:</b> {reason}</p>" : null;
        var rows = cell.Rows.Select(row => RowOf(cell, row, showsReason: common is null, words));
        return $"""<td><details><summary>{Ports(cell.Traffic)}</summary><div class="why">{common}<ul>{rows}</ul></div></details></td>""";
    }

    private static Markup RowOf(Access cell, AccessRow row, bool showsReason, PageWords words)
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
            <li><b>{row.Traffic.ToString()}</b>{(row.Host is { } host ? (Markup)$" <code>{host}</code>" : null)}{about}
            {(showsReason && row.Because is { } reason ? (Markup)$"<br/>{words.Reason}: {reason}" : null)}
            <br/>{words.Row}: {(row.Source.Length == 0 ? words.NoRow : row.Source)} – {basis}
            {(row.IncludedFrom is { } from ? (Markup)$"<br/>{words.IncludedFrom}: {from}" : null)}
            {(row.OnlyPeers.IsEmpty ? null : (Markup)$"<br/>{words.OnlyFor}: <span class=\"only\">{string.Join(", ", row.OnlyPeers)}</span>")}
            <br/>{words.Rule}: {Word(cell.Direction, words)} {row.Traffic.ToString()}</li>
            """;
    }

    /// <summary>A direction in a word.</summary>
    public static string Word(Direction direction, PageWords words) =>
        direction == Direction.Inbound ? words.InboundWord : words.OutboundWord;
}
