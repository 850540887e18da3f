using Starface.Policy.Problems;

namespace Starface.Policy.Rules;

/// <summary>Finds services that open nothing although a policy allows them. The compiler and plans report them in the same words.</summary>
internal static class OpensNothing
{
    /// <summary>The problem, or null when the service opens something.</summary>
    /// <param name="service">The service.</param>
    /// <param name="version">The PBX version; null is the current release.</param>
    public static Problem? Find(ServiceDefinition service, PbxVersion? version)
    {
        if (service.Requirements.IsEmpty)
        {
            // The author of a declaration may write a sentence with its full stop.
            var where = service.DocumentedElsewhere is { } elsewhere
                ? ForeignText.ToPhrase(elsewhere)
                : "its declaration names no requirement";
            return ProblemTable.Create(ProblemIds.NothingRequired, service.Id, where);
        }

        if (service.Requirements.Any(requirement => requirement.AppliesTo(version))) return null;
        var spans = string.Join(", ", service.Requirements.Select(Span).Distinct(StringComparer.Ordinal));
        var release = version is { } exact ? $"PBX {exact}" : "the current release";
        return ProblemTable.Create(ProblemIds.NoRequirementForVersion, service.Id, release, spans);
    }

    private static string Span(Requirement requirement) => (requirement.Since, requirement.Until) switch
    {
        ({ } since, { } until) => $"from {since} to {until}",
        ({ } since, null) => $"from {since}",
        (null, { } until) => $"until {until}",
        _ => "always",
    };
}
