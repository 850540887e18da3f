using System.Collections.Immutable;
using Starface.Pages.Model;
using Starface.Pages.Words;
using Starface.Policy;

namespace Starface.Pages.Rendering;

/// <summary>The texts of parts that many instances of a fleet have in common.</summary>
/// <param name="words">The words.</param>
internal sealed class PartTexts(PageWords words)
{
    private readonly WrittenOnce<(string Cloud, bool IsShipped, Access Cell)> _access = new();
    private readonly WrittenOnce<(string? Local, ImmutableArray<ListRow> Rows)> _lists = new();

    /// <summary>Who reaches what: the drawing and both matrices.</summary>
    public Markup Access(InstancePage instance) => _access.Get(
        [.. instance.Access.Select(cell => (instance.Cloud, instance.IsShipped, cell))],
        () => $"""
            {DrawingHtml.Write(instance.Cloud, instance.Access, words)}
            {AccessHtml.Write(instance.Access, Direction.Inbound, instance.IsShipped, words)}
            {AccessHtml.Write(instance.Access, Direction.Outbound, instance.IsShipped, words)}
            """);

    /// <summary>What other networks have to permit.</summary>
    public Markup Lists(InstancePage instance) => _lists.Get(
        [.. instance.Lists.Select(list => (list.Local, list.Rows))], () => ListHtml.Write(instance.Lists, words));
}
