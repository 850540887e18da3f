using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Symbols;
using Starface.Policy.Review;

namespace Starface.Generators.Validation;

/// <summary>Locates the results of a review, which know requirements and allowances by index, at the attributes that declare these.</summary>
internal static class ReviewDiagnostics
{
    /// <summary>Adds a problem for each remark.</summary>
    /// <param name="remarks">The remarks.</param>
    /// <param name="declaration">The attribute of the service or policy.</param>
    /// <param name="sites">The attribute of each requirement or allowance.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Add(
        IEnumerable<Remark> remarks,
        AttributeData declaration,
        IReadOnlyList<AttributeData> sites,
        ICollection<DeclarationProblem> problems)
    {
        // One attribute declares a requirement for each remote host of its service. It is reported once, unless the suggestions differ.
        foreach (var group in remarks.GroupBy(remark => (remark.Finding.Id, Site: Site(remark), remark.Mend)))
        {
            var site = group.Key.Site;
            var remark = group.First();
            // A redundant requirement means that the attribute is redundant only if all requirements it declares are.
            var isPartlyRedundant = remark.Part == RemarkPart.Whole
                && remark.Index >= 0
                && group.Count() < sites.Count(other => ReferenceEquals(other, site));
            if (isPartlyRedundant) continue;
            problems.Add(new(Descriptors.For(group.Key.Id), site, Place(remark.Part, site), remark.Finding.Message.TrimEnd('.'))
            {
                Suggestion = remark.Mend,
            });
        }

        AttributeData Site(Remark remark) => remark.Index < 0 ? declaration : sites[remark.Index];
    }

    private static ArgumentPlace Place(RemarkPart part, AttributeData attribute) => part switch
    {
        RemarkPart.Service => ArgumentPlace.TypeArgument(0),
        RemarkPart.PeerGroup => ArgumentPlace.TypeArgument(1),
        RemarkPart.Protocol => ArgumentPlace.For("protocol"),
        RemarkPart.Ports => ArgumentPlace.For(
            AttributeArguments.Named(attribute, "Ports") is not null ? "Ports"
            : AttributeArguments.Positional(attribute, "toPort") is not null ? "toPort"
            : "port"),
        RemarkPart.Because or RemarkPart.Setting or RemarkPart.MinimumTls or RemarkPart.Source => ArgumentPlace.For(part.ToString()),
        _ => ArgumentPlace.Attribute,
    };
}
