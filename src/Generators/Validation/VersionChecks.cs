using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Generators.Validation;

/// <summary>Checks PBX versions.</summary>
internal static class VersionChecks
{
    /// <summary>Checks the first and last version of a requirement, and their order.</summary>
    /// <param name="attribute">The attribute of the requirement.</param>
    /// <param name="since">The first version, or null.</param>
    /// <param name="until">The last version, or null.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void CheckRange(AttributeData attribute, string? since, string? until, ICollection<DeclarationProblem> problems)
    {
        var first = Read(attribute, "Since", since, problems);
        var last = Read(attribute, "Until", until, problems);
        if (first is { } from && last is { } to && from > to)
            problems.Add(new(ProblemIds.SinceAfterUntil, attribute, ArgumentPlace.For("Since"), since!, until!));
    }

    /// <summary>Reads a version; null when it is absent or invalid.</summary>
    /// <param name="attribute">The attribute that gives it.</param>
    /// <param name="argument">The name of the argument.</param>
    /// <param name="text">The version as written, or null.</param>
    /// <param name="problems">Receives the problem.</param>
    public static PbxVersion? Read(AttributeData attribute, string argument, string? text, ICollection<DeclarationProblem> problems)
    {
        if (text is null) return null;
        if (PbxVersion.TryParse(text, out var version, out var problem)) return version;
        problems.Add(new(ProblemIds.MalformedPbxVersion, attribute, ArgumentPlace.For(argument), problem.Text));
        return null;
    }
}
