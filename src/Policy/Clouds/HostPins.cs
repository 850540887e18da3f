using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Names;
using Starface.Policy.Problems;
using Starface.Policy.Review;
using Starface.Policy.Rules;

namespace Starface.Policy.Clouds;

/// <summary>Reviews the addresses that an instance has for hosts.</summary>
internal static class HostPins
{
    private const string Fix = "name the host's addresses";

    /// <summary>What is wrong with them, each problem at the host's key.</summary>
    /// <param name="policy">The policy, made for the instance.</param>
    public static IEnumerable<Problem> Review(FirewallPolicy policy)
    {
        if (policy.Arguments.Hosts.Count == 0) yield break;
        var rows = policy.Definition.Services
            .SelectMany(service => service.Requirements)
            .Where(row => row.Host is not null && row.AppliesTo(policy.PbxVersion))
            .ToLookup(row => row.Host!, StringComparer.Ordinal);
        foreach (var host in policy.Arguments.Hosts)
        {
            ImmutableArray<Prefix> pinned = [.. host.Value.Select(peer => peer.Prefix).OfType<Prefix>()];
            var found = FindVain(host.Key, pinned, [.. rows[host.Key]]) ?? FindSpecial(host.Key, pinned) ?? FindWide(host.Key, pinned);
            if (found is not null) yield return found with { ConfigKey = ArgumentProblems.KeyOfHost(host.Key) };
        }
    }

    /// <summary>The problem of addresses that do not count, because the declarations of the host have others, or null.</summary>
    private static Problem? FindVain(string host, ImmutableArray<Prefix> pinned, ImmutableArray<Requirement> rows)
    {
        if (rows.IsEmpty || rows.Any(row => row.Addresses.IsEmpty)) return null;
        var declared = PrefixSet.From(rows.SelectMany(row => row.Addresses));
        return declared.Equals(PrefixSet.From(pinned)) ? null : Problem.Info(
            ProblemIds.NoEffectOfItsOwn,
            $"Pinned without effect: '{host}' is declared with addresses ({declared}), and these count",
            "remove it from the stack's 'hosts'");
    }

    /// <summary>The problem of an address that no host in a network has, or null.</summary>
    private static Problem? FindSpecial(string host, ImmutableArray<Prefix> pinned) => pinned
        .Select(prefix => (Prefix: prefix, Range: SpecialRanges.Iana.Find(prefix.First)))
        .Where(found => found.Range is { Use: SpecialUse.Other } range && range.Prefix.Contains(found.Prefix))
        .Select(found => Problem.Invalid($"{found.Prefix} is in {found.Range!.Name}, where the host '{host}' cannot be", Fix))
        .FirstOrDefault();

    /// <summary>The problem of more addresses than one organisation has, by which rules would be open to strangers, or null.</summary>
    private static Problem? FindWide(string host, ImmutableArray<Prefix> pinned)
    {
        var reach = PublicReach.Of(PrefixSet.From(pinned), []);
        return reach.IsWide
            ? Problem.Invalid($"The host '{host}' is pinned to {reach.Describe()}, more than one organisation has", Fix)
            : null;
    }
}
