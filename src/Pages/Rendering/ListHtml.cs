using System.Collections.Immutable;
using Starface.Pages.Lists;
using Starface.Pages.Model;
using Starface.Pages.Words;

namespace Starface.Pages.Rendering;

/// <summary>What other networks have to permit, a table for each.</summary>
internal static class ListHtml
{
    private const int Shown = 7;

    /// <summary>The lists. Addresses are above them on the page, so that equal lists are on it once.</summary>
    public static Markup Write(ImmutableArray<FirewallList> lists, PageWords words) => $"""
        <p>{words.ForPartnersHint}</p>
        {lists.Select(list => One(list, words))}
        """;

    private static Markup One(FirewallList list, PageWords words)
    {
        var bare = list with { Addresses = [] };
        var rows = list.Rows.Select(row => Row(ListTable.Cells(bare, row with { Addresses = [] }, words)));
        return $"""
            <div class="sheet"><h5>{ListTable.Title(list, words)}</h5>{TableHtml.Write(ListTable.Heads(words).Take(Shown), rows)}</div>
            """;
    }

    private static Markup Row(ImmutableArray<string> cells) =>
        $"""<tr><th scope="row">{cells[0]}</th>{cells.Skip(1).Take(Shown - 1).Select(cell => (Markup)$"<td>{cell}</td>")}</tr>""";
}
