using Microsoft.CodeAnalysis;
using Starface.Generators.Parsing;
using Starface.Policy;

namespace Starface.Generators.Checks;

/// <summary>Checks PBX versions.</summary>
internal static class VersionChecks
{
    /// <summary>Whether the versions of a requirement are well-formed and in order; adds the mistakes otherwise.</summary>
    /// <param name="arguments">The requirement.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    public static bool Check(in RequirementArguments arguments, ICollection<Mistake> mistakes)
    {
        var since = Read(arguments.Attribute, "Since", arguments.Since, mistakes, out var first);
        var until = Read(arguments.Attribute, "Until", arguments.Until, mistakes, out var last);
        if (!since || !until) return false;
        if (first is not { } from || last is not { } to || from <= to) return true;
        mistakes.Add(new(Descriptors.SinceAfterUntil, arguments.Attribute, Place.Of("Since"), arguments.Since!, arguments.Until!));
        return false;
    }

    /// <summary>Whether there is no version or a well-formed one; adds the mistake otherwise.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="argument">The argument the version stands in.</param>
    /// <param name="text">The version, or null.</param>
    /// <param name="mistakes">Takes the mistake.</param>
    /// <param name="version">The version; null when there is none.</param>
    public static bool Read(AttributeData attribute, string argument, string? text, ICollection<Mistake> mistakes, out PbxVersion? version)
    {
        version = null;
        if (text is null) return true;
        if (PbxVersion.TryParse(text, out var read, out var reason))
        {
            version = read;
            return true;
        }

        mistakes.Add(new(Descriptors.MalformedPbxVersion, attribute, Place.Of(argument), reason!));
        return false;
    }
}
