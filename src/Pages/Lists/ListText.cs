using System.Collections.Immutable;
using Starface.Drift.Output;
using Starface.Pages.Model;
using Starface.Pages.Words;

namespace Starface.Pages.Lists;

/// <summary>Lists as text.</summary>
internal static class ListText
{
    /// <summary>Lists in Markdown: a heading and a table for each network.</summary>
    /// <param name="title">What the lists are about.</param>
    /// <param name="lists">The lists.</param>
    /// <param name="language">Their language.</param>
    public static IEnumerable<MediumText<Markdown>> ToMarkdown(string title, ImmutableArray<FirewallList> lists, Language language)
    {
        var words = PageWords.For(language);
        yield return $"# {title}";
        foreach (var list in lists)
        {
            yield return $"";
            yield return $"## {ListTable.Title(list, words)}";
            yield return $"";
            if (list.Rows.IsEmpty)
            {
                yield return $"{words.NothingPermitted}";
                continue;
            }

            var heads = ListTable.Heads(words);
            yield return Row(heads);
            yield return $"|{heads.Select(_ => (MediumText<Markdown>)$" --- |")}";
            foreach (var row in list.Rows) yield return Row(ListTable.Cells(list, row, words));
        }

        static MediumText<Markdown> Row(ImmutableArray<string> cells) =>
            $"|{cells.Select(cell => (MediumText<Markdown>)$" {cell} |")}";
    }

    /// <summary>
    /// Lists as a spreadsheet, the network of each row in its first column. The separator is that of spreadsheets in the language: a
    /// semicolon in German, whose decimal separator is the comma.
    /// </summary>
    /// <param name="lists">The lists.</param>
    /// <param name="language">Their language.</param>
    public static IEnumerable<MediumText<Csv>> ToCsv(ImmutableArray<FirewallList> lists, Language language)
    {
        var words = PageWords.For(language);
        yield return Line([words.Device, .. ListTable.Heads(words)]);
        foreach (var list in lists)
        {
            foreach (var row in list.Rows) yield return Line([ListTable.Title(list, words), .. ListTable.Cells(list, row, words)]);
        }

        MediumText<Csv> Line(ImmutableArray<string> cells) =>
            language == Language.German ? (MediumText<Csv>)$"{cells.Select(Cell):;}" : $"{cells.Select(Cell):,}";

        static MediumText<Csv> Cell(string text) => $"\"{text}\"";
    }
}
