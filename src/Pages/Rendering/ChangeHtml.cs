using System.Collections.Immutable;
using Starface.Pages.Model;
using Starface.Pages.Words;

namespace Starface.Pages.Rendering;

/// <summary>What changes, instance by instance: signs and words beside the colours.</summary>
internal static class ChangeHtml
{
    /// <summary>The changes of all instances.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="before">What is compared with.</param>
    /// <param name="words">The words.</param>
    public static Markup Write(ImmutableArray<ChangePage> changes, string before, PageWords words)
    {
        var same = changes.Where(change => change.IsNone).Select(change => change.Instance).ToList();
        return $"""
            <section id="changes" aria-labelledby="changes-title"><h2 id="changes-title">{words.Changes}</h2>
            <p>{words.ComparedWith}: <code>{before}</code></p>
            {changes.Where(change => !change.IsNone).Select(change => One(change, words))}
            {(same.Count == 0 ? null : (Markup)$"<p>{words.SameTraffic}: {string.Join(", ", same)}</p>")}
            </section>
            """;
    }

    private static Markup One(ChangePage change, PageWords words)
    {
        var title = change.IsNew switch
        {
            true => $"{change.Instance} ({words.NewInstance})",
            false => $"{change.Instance} ({words.RemovedInstance})",
            _ => change.Instance,
        };
        var lines = change.Opened.Select(line => Line(line, isOpened: true, words))
            .Concat(change.Closed.Select(line => Line(line, isOpened: false, words)));
        var notes = new List<Markup>();
        if (change.ExposureGrows) notes.Add($"<li>{SeverityHtml.Mark("warn", "▲", words.ExposureGrows)}</li>");
        notes.AddRange(change.NeverCut.Select(service =>
            (Markup)$"<li>{SeverityHtml.Mark("bad", "✖", words.CutsNeverCut)} {service}</li>"));
        notes.AddRange(change.Reach.Select(reach =>
            (Markup)$"<li>{words.Exposure}, {reach.Service}: {words.Reach(reach.Before)} {"→"} {words.Reach(reach.After)}</li>"));
        notes.AddRange(change.Consequences.Select(text => (Markup)$"<li>{EnglishHtml.Write(text, words)}</li>"));
        notes.AddRange(change.Calls.Select(text => (Markup)$"<li>{words.RunningCalls}: {EnglishHtml.Write(text, words)}</li>"));
        return $"""
            <h3>{title}</h3>
            {TableHtml.Write([words.Change, words.DirectionOf, words.Ports, words.RemoteSide], lines)}
            {(notes.Count == 0 ? null : (Markup)$"<ul>{notes}</ul>")}
            """;
    }

    private static Markup Line(FlowLine line, bool isOpened, PageWords words) => $"""
        <tr class="{(isOpened ? "opened" : "closed")}"><th scope="row">{(isOpened ? SeverityHtml.Mark("good", "+", words.Opened) : SeverityHtml.Mark("bad", "−", words.Closed))}</th>
        <td>{AccessHtml.Word(line.Direction, words)}</td><td>{words.TrafficOf(line.Traffic)}</td><td>{string.Join(", ", line.Remotes)}</td></tr>
        """;
}
