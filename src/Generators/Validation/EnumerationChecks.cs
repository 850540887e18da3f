using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Generators.Validation;

/// <summary>Checks that arguments are members of their enumerations, which a cast can get around.</summary>
internal static class EnumerationChecks
{
    /// <summary>The members by value, of each enumeration but <see cref="Protocol"/>, which is checked together with the ports.</summary>
    private static readonly Dictionary<string, Dictionary<int, string>> Members =
        new[] { typeof(Basis), typeof(Direction), typeof(Tls), typeof(Viewpoint) }.ToDictionary(
            type => type.Name,
            type => Enum.GetValues(type).Cast<object>().ToDictionary(value => (int)value, value => $"{type.Name}.{value}"),
            StringComparer.Ordinal);

    /// <summary>Whether each argument of an attribute is a member of its enumeration.</summary>
    /// <param name="attribute">The attribute, whose arguments are well-formed.</param>
    /// <param name="problems">Receives the problems.</param>
    public static bool Check(AttributeData attribute, ICollection<DeclarationProblem> problems)
    {
        var isValid = true;
        var arguments = attribute.ConstructorArguments;
        for (var i = 0; i < arguments.Length; i++)
            if (Find(arguments[i]) is { } members)
                isValid &= Report(arguments[i], attribute.AttributeConstructor!.Parameters[i].Name, members);
        foreach (var argument in attribute.NamedArguments)
            if (Find(argument.Value) is { } members)
                isValid &= Report(argument.Value, argument.Key, members);
        return isValid;

        bool Report(TypedConstant constant, string name, Dictionary<int, string> members)
        {
            if (members.ContainsKey((int)constant.Value!)) return true;
            problems.Add(new(
                ProblemIds.NotAMember,
                attribute,
                ArgumentPlace.For(name),
                FormattableString.Invariant($"{constant.Value}"),
                constant.Type!.Name,
                string.Join(", ", members.Values)));
            return false;
        }
    }

    private static Dictionary<int, string>? Find(TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Enum, Value: int, Type.Name: { } name } && Members.TryGetValue(name, out var members)
            ? members
            : null;
}
