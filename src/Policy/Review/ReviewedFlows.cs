using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>Finds allowances whose flows are not those that were reviewed.</summary>
internal static class ReviewedFlows
{
    private const int DigestBytes = 6;

    /// <summary>The problem of an allowance. What another policy declares is told there.</summary>
    public static IEnumerable<Problem> Review(Allowance allowance, int index)
    {
        if (allowance.Reviewed is not { } reviewed || allowance.IncludedFrom is not null) yield break;
        var digest = Digest(allowance);
        if (string.Equals(reviewed, digest, StringComparison.Ordinal)) yield break;
        var owner = allowance.Owner is { Length: > 0 } named ? $" with {named}" : "";
        yield return ProblemTable.Create(
            ProblemIds.ChangedSinceReview, RequirementText.Describe(allowance), $"'{reviewed}'", digest, owner)
            .At(index, DeclarationPart.Reviewed, replacement: digest);
    }

    /// <summary>The digest of an allowance's flows; the order of rows, their sources and the names of settings do not count.</summary>
    /// <param name="allowance">The allowance.</param>
    public static string Digest(Allowance allowance)
    {
        var rows = allowance.Service.Requirements
            .Select(row => string.Join(
                " ",
                new RuleKey(row.Direction, row.Protocol, row.Ports),
                row.Host,
                string.Join(",", row.Addresses.Select(prefix => prefix.ToString()).OrderBy(text => text, StringComparer.Ordinal)),
                row.Since,
                row.Until))
            .Distinct(StringComparer.Ordinal)
            .OrderBy(text => text, StringComparer.Ordinal);
        return Fingerprint.Hex($"{allowance.PeerGroup}\n{string.Join("\n", rows)}", DigestBytes);
    }
}
