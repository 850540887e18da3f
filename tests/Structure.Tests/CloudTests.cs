using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Starface.Structure.Tests;

/// <summary>A cloud is a module: what differs between clouds is a member of it, and nobody else asks which cloud it is.</summary>
public class CloudTests
{
    // The folders of "AwsTarget.cs" and its like.
    private static readonly HashSet<string> Clouds =
    [
        .. SourceProject.For("Policy").References
            .Select(reference => reference.File.Split('/'))
            .Where(path => path is ["Clouds", _, var file] && file.EndsWith("Target.cs", StringComparison.Ordinal))
            .Select(path => path[1]),
    ];

    private static readonly string[] Modules = [.. Clouds.SelectMany(cloud => new[] { $"Policy/Clouds/{cloud}/*", $"Drift/{cloud}/*" })];

    // Where the clouds are listed, the components, their arguments and what they read back, which are one for each cloud, and the options
    // for a cloud's keys.
    private static readonly string[] Choices =
    [
        "Policy/Composition/*", "Drift/Composition/*", "Infra/PolicyProgram.cs", "Infra/Policy*SecurityGroup*.cs",
        "Infra/*ReturnedFlows.cs", "Components/Instance*SecurityGroup*.cs", "Cli/Selection/DescribedInstance.cs",
    ];

    [Fact]
    public void Every_cloud_is_a_folder_of_both_rooms()
    {
        Assert.Superset(new HashSet<string> { "Aws", "Azure" }, Clouds);
        Assert.All(Modules, module => Assert.Contains(Use.All, use => use.IsIn(module)));
    }

    [Fact]
    public void Outside_of_its_module_a_cloud_is_named_only_where_clouds_are_chosen()
    {
        var uses = Use.All.Where(use => ModuleOf(use.Symbol) is not null).ToList();

        Use.AssertNone("A cloud is named", uses.Where(use => !Modules.Concat(Choices).Any(use.IsIn)));
        Use.AssertNone("No cloud is named any more in", Choices.Where(place => !uses.Any(use => use.IsIn(place))));
    }

    [Fact]
    public void A_cloud_does_not_know_another()
    {
        var uses = Use.All.Where(use => Modules.Any(use.IsIn) && ModuleOf(use.Symbol) is { } module && !use.File.Contains($"/{module}/"));

        Use.AssertNone("A cloud names another", uses);
    }

    [Fact]
    public void Outside_of_its_module_nothing_is_compared_with_a_clouds_id()
    {
        var comparisons = SourceProject.All.SelectMany(ComparisonsWithIds);

        Use.AssertNone("Compared with a cloud's id", comparisons);
    }

    [Theory]
    [InlineData("bool M(string x) => x == \"aws\";", 1)]
    [InlineData("bool M(string x) => Azure != x; const string Azure = \"azure\";", 1)]
    [InlineData("int M(string x) => x switch { \"aws\" => 1, _ => 2 };", 1)]
    [InlineData("bool M(string x) => x is \"aws\" or \"azure\";", 2)]
    [InlineData("void M(string x) { switch (x) { case \"aws\": break; } }", 1)]
    [InlineData("bool M(string x) => x.Equals(\"aws\");", 1)]
    [InlineData("bool M(string x) => x == \"gcp\" || M(\"aws\");", 0)]
    public void A_comparison_with_an_id_is_found(string member, int count)
    {
        var project = SourceProject.From(new Dictionary<string, string> { ["A.cs"] = $"class A {{ {member} }}" });

        Assert.Equal(count, ComparisonsWithIds(project).Count());
    }

    // "Aws" for what is declared in Starface.Policy.Clouds.Aws or Starface.Drift.Aws.
    private static string? ModuleOf(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        if (type?.ContainingNamespace is not { } module || !Clouds.Contains(module.Name))
            return null;
        return module.ContainingNamespace.ToDisplayString() is "Starface.Policy.Clouds" or "Starface.Drift" ? module.Name : null;
    }

    private static IEnumerable<Use> ComparisonsWithIds(SourceProject project)
    {
        foreach (var tree in project.Trees)
        {
            var model = project.Compilation.GetSemanticModel(tree);
            foreach (var expression in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>().Where(IsCompared))
            {
                if (model.GetConstantValue(expression).Value is not string text || !Clouds.Any(cloud => IsIdOf(text, cloud)))
                    continue;
                var line = tree.GetLineSpan(expression.Span).StartLinePosition.Line + 1;
                var file = $"{project.Name}/{project.RelativePath(tree)}";
                var use = new Use(file, line, expression.Parent!.ToString(), project.Compilation.Assembly);
                if (!Modules.Any(use.IsIn))
                    yield return use;
            }
        }
    }

    private static bool IsIdOf(string text, string cloud) => string.Equals(text, cloud, StringComparison.OrdinalIgnoreCase);

    private static bool IsCompared(ExpressionSyntax expression) => expression.Parent switch
    {
        BinaryExpressionSyntax binary => binary.IsKind(SyntaxKind.EqualsExpression) || binary.IsKind(SyntaxKind.NotEqualsExpression),
        ConstantPatternSyntax or CaseSwitchLabelSyntax => true,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } } =>
            called.Name.Identifier.Text == "Equals",
        _ => false,
    };
}
