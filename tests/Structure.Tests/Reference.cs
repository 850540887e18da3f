using Microsoft.CodeAnalysis;

namespace Starface.Structure.Tests;

/// <summary>A place in a project's sources that names or implies a symbol.</summary>
/// <param name="File">The file, relative to the project's folder.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Symbol">The symbol's original definition.</param>
/// <param name="DeclaredIn">The files that declare it, relative to the project's folder; empty for symbols of other assemblies.</param>
internal sealed record Reference(string File, int Line, ISymbol Symbol, IReadOnlyList<string> DeclaredIn)
{
    /// <summary>The folder of the file; a dot is the project's own folder.</summary>
    public string Folder => FolderOf(File);

    public static string FolderOf(string file) => file.LastIndexOf('/') is >= 0 and var end ? file[..end] : ".";

    public override string ToString() => $"{File}:{Line} -> {Symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}";
}
