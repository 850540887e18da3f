using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Starface.Generators.Parsing;
using Starface.Policy;

namespace Starface.Generators.Checks;

/// <summary>Turns the problems of a review, which name requirements and allowances, into mistakes, which name attributes.</summary>
internal static class ReviewMistakes
{
    /// <summary>Adds a mistake for each problem.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="declaration">The attribute of the service or policy.</param>
    /// <param name="sites">The attribute of each requirement or allowance.</param>
    /// <param name="descriptors">The descriptors by id.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    public static void Add(
        IReadOnlyList<Problem> problems,
        AttributeData declaration,
        IReadOnlyList<AttributeData> sites,
        ImmutableArray<DiagnosticDescriptor> descriptors,
        ICollection<Mistake> mistakes)
    {
        var groups = problems.GroupBy(problem => (problem.Id, Site: SiteOf(problem), problem.Replacement));
        foreach (var group in groups)
        {
            // An attribute holds once for each remote host of its service: it is to blame once, and as redundant only where all of it is. What
            // needs different mends is said for each.
            var problem = group.First();
            var (index, part) = problem.DeclarationPlace!;
            var isPartial = part == DeclarationPart.Whole && index >= 0 && group.Count() < sites.Count(site => ReferenceEquals(site, group.Key.Site));
            if (isPartial || descriptors.FirstOrDefault(candidate => candidate.Id == group.Key.Id) is not { } descriptor) continue;
            mistakes.Add(new(descriptor, group.Key.Site, PlaceOf(part, group.Key.Site), problem.Text) { Mend = problem.Replacement });
        }

        AttributeData SiteOf(Problem problem) => problem.DeclarationPlace is { Index: >= 0 and var index } ? sites[index] : declaration;
    }

    private static Place PlaceOf(DeclarationPart part, AttributeData attribute) => part switch
    {
        DeclarationPart.Service => Place.TypeArgument(0),
        DeclarationPart.PeerGroup => Place.TypeArgument(1),
        DeclarationPart.Protocol => Place.Of("protocol"),
        DeclarationPart.Ports => Place.Of(
            AttributeArguments.Named(attribute, "Ports") is not null ? "Ports"
            : AttributeArguments.Positional(attribute, "toPort") is not null ? "toPort"
            : "port"),
        DeclarationPart.Because or DeclarationPart.Setting or DeclarationPart.MinimumTls or DeclarationPart.Source => Place.Of(part.ToString()),
        _ => Place.Attribute,
    };
}
