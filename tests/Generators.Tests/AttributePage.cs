using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Starface.Generators.Tests;

/// <summary>The page of all attributes, made from their documentation comments.</summary>
internal static partial class AttributePage
{
    /// <summary>The path of the page.</summary>
    public const string Path = "docs/attributes.md";

    /// <summary>What the generator writes itself.</summary>
    private const string Generated = "PolicyCatalogAttribute";

    /// <summary>The attributes and their members, each attribute before its members, in the order of the page.</summary>
    public static IReadOnlyList<ISymbol> Symbols { get; } = [.. FindAttributes().SelectMany(type => Members(type).Prepend(type))];

    /// <summary>The documentation of a symbol.</summary>
    public static XElement Documentation(ISymbol symbol) =>
        symbol.GetDocumentationCommentXml() is { Length: > 0 } text ? XElement.Parse(text) : new XElement("doc");

    /// <summary>The example of a symbol; empty when it has none.</summary>
    public static string Example(ISymbol symbol)
    {
        var code = Documentation(symbol).Element("example")?.Element("code")?.Value ?? "";
        return string.Join("\n", code.Trim('\n', ' ').Split('\n').Select(line => line.Trim()));
    }

    /// <summary>The page.</summary>
    public static string Write()
    {
        var page = new StringBuilder("""
            # Attributes

            Every attribute of a service, policy or scenario, with its members: what it says, what the clouds make of it, and an example. Services, policies and scenarios are
            empty partial classes; the generator completes them ([README](../README.md#a-policy)). The types in angle brackets are yours or the
            [catalog's](../policies/README.md). This page is made from the documentation comments of `src/Policy/Declarations`, and a test holds it.

            """.ReplaceLineEndings("\n"));
        foreach (var symbol in Symbols)
        {
            var documentation = Documentation(symbol);
            page.Append(symbol is INamedTypeSymbol type ? $"\n## {Heading(type)}\n" : $"\n### {symbol.Name}\n");
            page.Append($"\n{Text(documentation.Element("summary"))}\n");
            if (documentation.Element("remarks") is { } remarks) page.Append($"\n*On the clouds.* {Text(remarks)}\n");
            page.Append($"\n```csharp\n{Example(symbol)}\n```\n");
        }

        return page.ToString();
    }

    private static IEnumerable<INamedTypeSymbol> FindAttributes()
    {
        var files = Directory.GetFiles(System.IO.Path.Combine(Checkout.Root, "src/Policy/Declarations"), "*.cs");
        var compilation = GeneratorRun.CompileAlone("Declarations", [Catalog.Usings, .. files.Select(File.ReadAllText)]);
        var types = compilation.Assembly.GetTypeByMetadataName("Starface.Policy.ServiceAttribute")!.ContainingNamespace.GetTypeMembers();
        return types
            .Where(type => type.Name.EndsWith("Attribute", StringComparison.Ordinal) && type.Name != Generated)
            .OrderBy(type => Heading(type), StringComparer.Ordinal);
    }

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type) =>
        type.GetMembers().Where(member => member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public });

    private static string Heading(INamedTypeSymbol type)
    {
        var name = type.Name[..^"Attribute".Length];
        if (type.IsAbstract) return name switch { "Requirement" => "Inbound and Outbound", _ => $"Every {name}" };
        return type.Arity == 0 ? $"[{name}]" : $"[{name}<{string.Join(", ", type.TypeParameters.Select(parameter => parameter.Name))}>]";
    }

    private static string Text(XElement? element)
    {
        if (element is null) return "";
        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => $"`{Reference((string?)see.Attribute("cref") ?? "")}`",
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "paramref" or "typeparamref" } parameter => $"`{(string?)parameter.Attribute("name")}`",
            XElement other => Text(other),
            _ => node.ToString(SaveOptions.DisableFormatting),
        }));
        return Space().Replace(text, " ").Trim();
    }

    /// <summary>The name of what a documentation comment refers to, as people write it.</summary>
    private static string Reference(string reference)
    {
        var name = Arguments().Replace(reference[(reference.IndexOf(':', StringComparison.Ordinal) + 1)..], "");
        var last = Arity().Replace(name[(name.LastIndexOf('.') + 1)..], "");
        return last.EndsWith("Attribute", StringComparison.Ordinal) ? $"[{last[..^"Attribute".Length]}]" : last;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\(.*\)$|\{.*\}")]
    private static partial Regex Arguments();

    [GeneratedRegex("`[0-9]+")]
    private static partial Regex Arity();
}
