using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Aws;

/// <summary>
/// Reads what lies around security groups as <c>aws ec2 describe-network-interfaces</c>, <c>describe-subnets</c>,
/// <c>describe-network-acls</c>, <c>describe-vpc-block-public-access-options</c> and
/// <c>describe-vpc-block-public-access-exclusions</c> print it.
/// </summary>
internal static class AwsSurroundingsReader
{
    private static readonly ImmutableArray<(string Member, SurroundingPart Part)> Parts =
    [
        ("NetworkInterfaces", SurroundingPart.Interfaces),
        ("Subnets", SurroundingPart.Subnets),
        ("NetworkAcls", SurroundingPart.NetworkAcls),
        ("VpcBlockPublicAccessOptions", SurroundingPart.PublicAccess),
        ("VpcBlockPublicAccessExclusions", SurroundingPart.PublicAccessExclusions),
    ];

    private static readonly KnownMembers DocumentMembers =
        new([.. Parts.Select(part => part.Member), "NextToken", "ResponseMetadata"]);

    /// <summary>
    /// Whether a document is the output of one of these calls. The resources of Azure have an id, and some have lists of the same names.
    /// </summary>
    public static bool CanRead(JsonCursor root) => root.Find("id") is null && Parts.Any(part => root.Find(part.Member) is not null);

    /// <summary>What a document tells.</summary>
    /// <param name="root">The document.</param>
    /// <param name="place">What it is called in messages.</param>
    public static LiveSurvey Read(JsonCursor root, string place)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (DocumentMembers.ProblemOf(root.Element) is { } unknown) problems.Add(root.Error(unknown).Problem);
        if (root.Find("NextToken") is not null) problems.Add(AwsFiles.FurtherPages(root).Problem);
        var found = new AwsSurroundings(place);
        foreach (var (member, part) in Parts)
        {
            if (root.Find(member) is not { } value) continue;
            found.MarkRead(part);
            foreach (var item in part == SurroundingPart.PublicAccess ? [value] : value.Items())
            {
                try
                {
                    found.Add(part, item);
                }
                catch (LiveFormatException problem)
                {
                    found.MarkUnread(part, problem.Problem);
                }
            }
        }

        if (found.BlocksNothing) found.MarkRead(SurroundingPart.PublicAccessExclusions);
        return new LiveSurvey([], problems.ToImmutable()) { Surroundings = found.Build() };
    }
}
