using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Symbols;
using Starface.Policy;

namespace Starface.Generators.Validation;

/// <summary>
/// Locates the results of a review, which know requirements and allowances by index, at the attributes that declare these.
/// </summary>
internal static class ReviewDiagnostics
{
    /// <summary>Adds the problems that a review found.</summary>
    /// <param name="found">The results of the review.</param>
    /// <param name="declaration">The attribute of the service or policy.</param>
    /// <param name="sites">The attribute of each requirement or allowance.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Add(
        IEnumerable<Problem> found,
        AttributeData declaration,
        IReadOnlyList<AttributeData> sites,
        ICollection<DeclarationProblem> problems)
    {
        // One attribute declares a requirement for each remote host of its service. It is reported once, unless the suggestions differ.
        var declared = new Lazy<ILookup<AttributeData, AttributeData>>(() => sites.ToLookup(site => site));
        // One [Include] brings in many allowances, each of which is reported.
        foreach (var group in found.GroupBy(problem => (problem.Id, Site: Site(problem), problem.Replacement, Included: Included(problem))))
        {
            var site = group.Key.Site;
            var problem = group.First();
            var (index, part) = problem.DeclarationPlace!;
            // Redundant requirements make their attribute redundant only if these are all that it declares.
            var isPartlyRedundant = part == DeclarationPart.Whole
                && index >= 0
                && !IsInclusion(site)
                && group.Count() < declared.Value[site].Count();
            if (isPartlyRedundant) continue;
            problems.Add(new(problem.Id, site, Place(part, site), [.. problem.Arguments.Values]) { Suggestion = problem.Replacement });
        }

        int Included(Problem problem) => IsInclusion(Site(problem)) ? problem.DeclarationPlace!.Index : -1;

        static bool IsInclusion(AttributeData site) => AttributeNames.KindOf(site) == DeclarationKind.Inclusion;

        AttributeData Site(Problem problem) => problem.DeclarationPlace is { Index: >= 0 and var index } ? sites[index] : declaration;
    }

    private static ArgumentPlace Place(DeclarationPart part, AttributeData attribute) => part switch
    {
        DeclarationPart.Service => ArgumentPlace.TypeArgument(0),
        DeclarationPart.PeerGroup => ArgumentPlace.TypeArgument(1),
        DeclarationPart.Protocol => ArgumentPlace.For("protocol"),
        DeclarationPart.Ports => ArgumentPlace.For(
            AttributeArguments.Named(attribute, "Ports") is not null ? "Ports"
            : AttributeArguments.Positional(attribute, "toPort") is not null ? "toPort"
            : "port"),
        DeclarationPart.Because or DeclarationPart.Reviewed or DeclarationPart.Setting or DeclarationPart.MinimumTls
            or DeclarationPart.Source =>
            ArgumentPlace.For(part.ToString()),
        _ => ArgumentPlace.Attribute,
    };
}
