using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Starface.Generators.Parsing;
using Starface.Policy.Review;

namespace Starface.Generators.Checks;

/// <summary>Turns the remarks of a review, which know requirements and allowances, into mistakes, which know attributes.</summary>
internal static class ReviewMistakes
{
    /// <summary>Adds a mistake for each remark.</summary>
    /// <param name="remarks">The remarks.</param>
    /// <param name="declaration">The attribute of the service or policy.</param>
    /// <param name="sites">The attribute of each requirement or allowance.</param>
    /// <param name="descriptors">The descriptors by id.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    public static void Add(
        IReadOnlyList<Remark> remarks,
        AttributeData declaration,
        IReadOnlyList<AttributeData> sites,
        ImmutableArray<DiagnosticDescriptor> descriptors,
        ICollection<Mistake> mistakes)
    {
        foreach (var group in remarks.GroupBy(remark => (remark.Finding.Id, Site: remark.Index < 0 ? declaration : sites[remark.Index], remark.Mend)))
        {
            // An attribute holds once for each remote host of its service: it is to blame once, and as redundant only where all of it is. What
            // needs different mends is said for each.
            var remark = group.First();
            var isPartial = remark.Part == RemarkPart.Whole && remark.Index >= 0 && group.Count() < sites.Count(site => ReferenceEquals(site, group.Key.Site));
            if (isPartial || descriptors.FirstOrDefault(candidate => candidate.Id == group.Key.Id) is not { } descriptor) continue;
            mistakes.Add(new(descriptor, group.Key.Site, PlaceOf(remark.Part, group.Key.Site), remark.Finding.Message.TrimEnd('.')) { Mend = remark.Mend });
        }
    }

    private static Place PlaceOf(RemarkPart part, AttributeData attribute) => part switch
    {
        RemarkPart.Service => Place.TypeArgument(0),
        RemarkPart.PeerGroup => Place.TypeArgument(1),
        RemarkPart.Protocol => Place.Of("protocol"),
        RemarkPart.Ports => Place.Of(
            AttributeArguments.Named(attribute, "Ports") is not null ? "Ports"
            : AttributeArguments.Positional(attribute, "toPort") is not null ? "toPort"
            : "port"),
        RemarkPart.Because or RemarkPart.Setting or RemarkPart.MinimumTls or RemarkPart.Source => Place.Of(part.ToString()),
        _ => Place.Attribute,
    };
}
