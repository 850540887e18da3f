using System.Collections.Immutable;
using System.Globalization;
using Starface.Pages.Model;
using Starface.Pages.Words;
using Starface.Policy.Planning;
using Starface.Policy.Review;

namespace Starface.Pages.Rendering;

/// <summary>
/// The overview of all instances. The style sheet lays out only the rows on the screen, each one on its own; the roles keep it a table for
/// screen readers.
/// </summary>
internal static class FleetHtml
{
    /// <summary>The overview.</summary>
    public static Markup Write(ImmutableArray<InstanceHtml> instances, PageWords words)
    {
        Markup[] heads =
        [
            .. new[]
                {
                    words.Instance, words.Status, words.CloudCompared, words.Cloud, words.Policy, words.Exposure, words.Quotas,
                    words.NextDue,
                }
                .Select(head => (Markup)$"""<th role="columnheader" scope="col">{head}</th>"""),
        ];
        var blocks = instances.Chunk(Block.Size).Select(block => (Markup)$"""
            <tbody role="rowgroup" class="{Block.ClassOf(block.Length)}">
            {block.Select(instance => Row(instance, words))}
            </tbody>
            """);
        return $"""
            <div class="scroll" role="group" tabindex="0" aria-label="{words.Fleet}"><table id="overview" role="table">
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            {blocks}
            </table></div>
            """;
    }

    private static Markup Row(InstanceHtml section, PageWords words)
    {
        var instance = section.Instance;
        var reach = instance.Reach
            .Where(service => service.Reach != PublicReach.None)
            .Select(service => $"{words.TitleOf(service.Title)}: {words.Reach(service.Reach)}")
            .DefaultIfEmpty(words.Nobody);
        return $"""
            <tr role="row" data-for="{section.Id}" data-findings="{(section.HasFindings ? "yes" : "no")}"><th role="rowheader" scope="row"><a href="#{section.Id}">{instance.Name}</a></th>
            <td role="cell">{section.Status}</td><td role="cell">{(instance.Drift is { } drift ? DriftHtml.Status(drift.Status, words) : (Markup)$"{words.NotCompared}")}</td><td role="cell">{instance.Cloud}</td><td role="cell">{instance.Policy}</td><td role="cell">{string.Join("; ", reach)}</td>
            <td role="cell">{Fullest(instance.Quotas, words)}</td><td role="cell">{Next(instance.DueDates, words)}</td></tr>
            """;
    }

    private static string Fullest(ImmutableArray<Quota> quotas, PageWords words) =>
        quotas.MaxBy(quota => (double)quota.Used / quota.Limit) is { } quota
            ? string.Create(CultureInfo.InvariantCulture, $"{words.LimitOf(quota.Name)}: {quota.Used}/{quota.Limit}")
            : "";

    private static string Next(ImmutableArray<DueDate> dates, PageWords words) => dates.FirstOrDefault() is { } date
        ? $"{date.Day}: {DueDateHtml.Kind(date.Kind, words)}"
        : "";
}
