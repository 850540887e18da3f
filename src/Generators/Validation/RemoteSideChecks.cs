using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Names;
using Starface.Policy.Problems;

namespace Starface.Generators.Validation;

/// <summary>Checks hosts and addresses of remote sides.</summary>
internal static class RemoteSideChecks
{
    /// <summary>Reads the valid addresses in canonical form.</summary>
    /// <param name="attribute">The attribute that gives them.</param>
    /// <param name="addresses">The addresses as written.</param>
    /// <param name="problems">Receives the problems of the others.</param>
    public static string[] ReadAddresses(
        AttributeData attribute, IReadOnlyList<string?> addresses, ICollection<DeclarationProblem> problems) =>
        ReadPrefixes(attribute, "Addresses", addresses, problems);

    /// <summary>Reads the valid private prefixes that a host may be in, in canonical form.</summary>
    /// <param name="attribute">The attribute that gives them.</param>
    /// <param name="prefixes">The prefixes as written.</param>
    /// <param name="hasHost">Whether the attribute names a host.</param>
    /// <param name="problems">Receives the problems of the others.</param>
    public static string[] ReadAllowPrivate(
        AttributeData attribute, IReadOnlyList<string?> prefixes, bool hasHost, ICollection<DeclarationProblem> problems)
    {
        const string Argument = "AllowPrivate";
        if (prefixes.Count == 0) return [];
        if (!hasHost)
        {
            const string Reason = "the attribute names no host; add Host or remove it";
            problems.Add(new(ProblemIds.AllowPrivateInvalid, attribute, ArgumentPlace.For(Argument), Reason));
            return [];
        }

        var valid = ReadPrefixes(attribute, Argument, prefixes, problems);
        for (var i = 0; i < prefixes.Count; i++)
        {
            if (!Prefix.TryParse(prefixes[i], out var prefix, out _) || SpecialRanges.Iana.IsPrivate(prefix)) continue;
            problems.Add(new(
                ProblemIds.AllowPrivateInvalid,
                attribute,
                ArgumentPlace.For(Argument, i),
                $"'{prefixes[i]}' is not private; write a prefix within 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16 or "
                    + "fc00::/7"));
        }

        return valid;
    }

    private static string[] ReadPrefixes(
        AttributeData attribute, string argument, IReadOnlyList<string?> prefixes, ICollection<DeclarationProblem> problems)
    {
        if (prefixes.Count == 0) return [];
        var valid = new List<string>(prefixes.Count);
        for (var i = 0; i < prefixes.Count; i++)
        {
            if (Prefix.TryParse(prefixes[i], out var prefix, out var problem)
                && (problem = Peer.CheckMapped(prefixes[i]!, prefix)) is null)
                valid.Add(prefix.ToString());
            else
                problems.Add(new(ProblemIds.MalformedPrefix, attribute, ArgumentPlace.For(argument, i), problem.Text)
                {
                    Suggestion = problem.Replacement,
                });
        }

        return [.. valid];
    }

    /// <summary>Whether a host name is valid or absent.</summary>
    /// <param name="attribute">The attribute that gives it.</param>
    /// <param name="argument">The name of the argument.</param>
    /// <param name="host">The host name, or null.</param>
    /// <param name="problems">Receives the problem.</param>
    public static bool CheckHost(AttributeData attribute, string argument, string? host, ICollection<DeclarationProblem> problems)
    {
        if (host is null || HostName.IsValid(host, out var problem)) return true;
        problems.Add(new(ProblemIds.MalformedHostName, attribute, ArgumentPlace.For(argument), host, problem.Text)
        {
            Suggestion = NameSuggestions.ForHost(host),
        });
        return false;
    }
}
