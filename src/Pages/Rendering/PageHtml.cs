using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Starface.Drift.Fleet;
using Starface.Drift.Output;
using Starface.Drift.Reports;
using Starface.Pages.Model;
using Starface.Pages.Words;
using Starface.Policy.Rules;

namespace Starface.Pages.Rendering;

/// <summary>The page: one file without references to others, whose own style and script are the only ones that a browser accepts.</summary>
internal static class PageHtml
{
    /// <summary>Writes the page.</summary>
    /// <param name="page">What it shows.</param>
    /// <param name="language">Its language.</param>
    /// <param name="output">Receives it.</param>
    public static void Write(FleetPage page, Language language, OutputGate output)
    {
        var words = PageWords.For(language);
        var own = page.Findings.ToLookup(finding => (finding.Instance, finding.Problem.Place?.Key));
        var (parts, texts) = (new Parts(), new PartTexts(words));
        ImmutableArray<InstanceHtml> sections =
        [
            .. page.Instances.Select((instance, i) => new InstanceHtml(
                instance,
                string.Create(CultureInfo.InvariantCulture, $"instance-{i + 1}"),
                [.. own[(instance.Stack, instance.Name)]],
                words)),
        ];
        foreach (var (written, section) in OrderedParallel.Select(sections, section => section.WriteParts(texts)).Zip(sections))
            section.AddTo(parts, written);
        var names = page.Instances.Select(instance => (instance.Stack, (string?)instance.Name)).ToHashSet();
        ImmutableArray<ReportItem> other =
        [
            .. page.Findings.Where(finding =>
                !page.Unread.Contains(finding)
                && (finding.Instance is not { } stack || !names.Contains((stack, finding.Problem.Place?.Key)))),
        ];

        WriteHead(page, words, output);
        if (!page.Unread.IsEmpty)
        {
            output.WriteLine<Html>($"""
                <section id="unread" aria-labelledby="unread-title"><h2 id="unread-title">{words.Unread}</h2>
                <p>{words.UnreadHint}</p>{FindingHtml.Table(page.Unread, withStack: true, words)}</section>
                """);
        }

        if (page.Before is { } before) output.WriteLine(ChangeHtml.Write(page.Changes, before, words));
        output.WriteLine<Html>($"""
            <section id="fleet" aria-labelledby="fleet-title"><h2 id="fleet-title">{words.Fleet}</h2>
            <div class="filter" role="search" hidden=""><label>{words.FilterLabel} <input type="search" id="query"/></label>
            <label><input type="checkbox" id="only-findings"/> {words.OnlyWithFindings}</label>
            <output id="listed" data-form="{words.Listed}"></output>
            <button type="button" id="open-all">{words.OpenAll}</button> <button type="button" id="close-all">{words.CloseAll}</button></div>
            {FleetHtml.Write(sections, words)}</section>
            <section id="instances" aria-labelledby="instances-title"><h2 id="instances-title">{words.Instances}</h2>
            """);
        foreach (var block in OrderedParallel.Select(sections, section => section.Write()).Chunk(Block.Size))
            output.WriteLine<Html>($"""<div class="{Block.ClassOf(block.Length)}">{block}</div>""");
        output.WriteLine<Html>($"</section>");
        WriteShared(parts, words, output);
        if (!page.Accepted.IsEmpty)
        {
            output.WriteLine<Html>($"""
                <section id="accepted" aria-labelledby="accepted-title"><h2 id="accepted-title">{words.AcceptedFindings}</h2>
                {DueDateHtml.Table(page.Accepted, words)}</section>
                """);
        }

        if (!other.IsEmpty)
        {
            output.WriteLine<Html>($"""
                <section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">{words.OtherFindings}</h2>
                {FindingHtml.Table(other, withStack: true, words)}</section>
                """);
        }

        output.WriteLine<Html>($"""
            </main>
            <footer><p>{words.TextsAsDeclared}</p></footer>
            <script>{Script}</script>
            </body>
            </html>
            """);
    }

    private static Markup Style { get; } = Html.Resource(typeof(PageHtml).Assembly, "page.css");

    private static Markup Script { get; } = Html.Resource(typeof(PageHtml).Assembly, "page.js");

    private static void WriteHead(FleetPage page, PageWords words, OutputGate output)
    {
        var stacks = page.Instances.Select(instance => instance.Stack).Distinct(StringComparer.Ordinal).Count();
        output.WriteLine<Html>($"""
            <!DOCTYPE html>
            <html lang="{words.Code}">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{Hash(Style)}'; script-src 'sha256-{Hash(Script)}'; base-uri 'none'; form-action 'none'"/>
            <meta name="referrer" content="no-referrer"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>{words.Title}</title>
            <style>{Style}</style>
            </head>
            <body>
            <a class="skip" href="#main">{words.Skip}</a>
            <header><h1>{words.Title}</h1><p>{words.Sums(page.Instances.Length, stacks)}</p></header>
            <main id="main">
            """);
    }

    private static void WriteShared(Parts parts, PageWords words, OutputGate output)
    {
        if (!parts.Shared.Any()) return;
        output.WriteLine<Html>($"""
            <section id="shared" aria-labelledby="shared-title"><h2 id="shared-title">{words.Shared}</h2><p>{words.SharedHint}</p>
            """);
        foreach (var part in parts.Shared)
        {
            output.WriteLine<Html>($"""
                <details class="part" id="{part.Id}"><summary><h3>{words.SharedBy(part.Title, part.Number, part.Count)}</h3></summary><div class="body">{part.Content}</div></details>
                """);
        }

        output.WriteLine<Html>($"</section>");
    }

    private static string Hash(Markup text) => Convert.ToBase64String(Sha256.Hash(Encoding.UTF8.GetBytes(text.ToString())));
}
