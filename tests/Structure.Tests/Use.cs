using System.IO.Enumeration;
using Microsoft.CodeAnalysis;

namespace Starface.Structure.Tests;

/// <summary>A use of a symbol, of whichever assembly, in a project of the product.</summary>
/// <param name="File">The project's name and the path in it: "Drift/Fleet/FleetComparer.cs".</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Name">The symbol's full name.</param>
/// <param name="Symbol">The symbol.</param>
internal sealed record Use(string File, int Line, string Name, ISymbol Symbol)
{
    private const int Examples = 10;

    private static readonly SymbolDisplayFormat FullName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType);

    public static IEnumerable<Use> All =>
        from project in SourceProject.All
        from reference in project.References
        select new Use($"{project.Name}/{reference.File}", reference.Line, reference.Symbol.ToDisplayString(FullName), reference.Symbol);

    /// <summary>Whether the file fits a pattern: "Drift/Aws/*".</summary>
    public bool IsIn(string pattern) => FileSystemName.MatchesSimpleExpression(pattern, File, ignoreCase: false);

    /// <summary>Whether the symbol is the one named, or lies within it.</summary>
    public bool IsOf(string scope) =>
        Name.StartsWith(scope, StringComparison.Ordinal) && (Name.Length == scope.Length || Name[scope.Length] is '.' or '<');

    public override string ToString() => $"{File}:{Line} -> {Name}";

    /// <summary>Fails with the first of what was found.</summary>
    public static void AssertNone(string problem, IEnumerable<object> found)
    {
        var list = found.ToList();
        if (list.Count > 0)
            Assert.Fail($"{problem} ({list.Count}):\n  {string.Join("\n  ", list.Take(Examples))}");
    }
}
