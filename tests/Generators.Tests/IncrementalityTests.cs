using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.Generators.Tests;

public sealed class IncrementalityTests
{
    private const string Bystander = "namespace Sample; internal static class Bystander { public static int Number() => 1; }";

    private const string Including = """
        using Starface.Policy;
        namespace Sample;
        [Policy("branch"), Include<CloudPbx>, Exclude<Updates>] public sealed partial class Branch;
        [Policy("above"), Include<Branch>] public sealed partial class Above;
        """;

    private const string Supporting = """
        using Starface.Policy;
        namespace Sample;
        [Scenario("update", Title = "The PBX finds updates")]
        [Step<Updates>(Direction.Outbound, Protocol.Tcp, Symptom = "No update is found")]
        public sealed partial class Update;
        [Policy("updated"), Allow<Updates>, Supports<Update>] public sealed partial class Updated;
        [Policy("above"), Include<Updated>] public sealed partial class Above;
        """;

    private static readonly string[] OurSteps =
    [
        TrackingNames.Services,
        TrackingNames.Policies,
        TrackingNames.Scenarios,
        TrackingNames.ServiceEntries,
        TrackingNames.PolicyEntries,
        TrackingNames.ScenarioEntries,
        TrackingNames.Clashes,
        TrackingNames.RootNamespace,
        TrackingNames.Catalog,
    ];

    [Fact]
    public void The_same_compilation_again_runs_nothing() => AssertNothingRuns(compilation => compilation.Clone());

    [Fact]
    public void Another_file_runs_nothing() =>
        AssertNothingRuns(compilation => compilation.AddSyntaxTrees(Parse("internal class Another;", compilation, "Another.cs")));

    [Fact]
    public void A_comment_runs_nothing() =>
        AssertNothingRuns(compilation => Edit(compilation, "namespace Sample;", "namespace Sample; // a comment"));

    [Fact]
    public void A_method_body_runs_nothing() => AssertNothingRuns(compilation => Edit(compilation, "Number() => 1", "Number() => 2"));

    [Fact]
    public void A_declaration_that_moves_down_its_file_runs_nothing() =>
        AssertNothingRuns(compilation => Edit(compilation, "[Service(\"updates\"", "\n\npublic class Before;\n\n[Service(\"updates\""));

    [Fact]
    public void A_file_that_is_renamed_runs_nothing() =>
        AssertNothingRuns(compilation =>
        {
            var tree = compilation.SyntaxTrees[0];
            return compilation.ReplaceSyntaxTree(tree, Parse(tree.ToString(), compilation, "Renamed.cs"));
        });

    [Fact]
    public void An_edit_of_a_service_writes_that_service_and_the_policies_that_show_it_and_no_other() =>
        Assert.Equal(
            ["Sample.CloudPbx.g.cs", "Sample.Updates.g.cs"],
            Rewritten(compilation => Edit(compilation, "[Outbound(Protocol.Tcp, 80, Source", "[Outbound(Protocol.Tcp, 81, Source")));

    [Fact]
    public void An_edit_of_a_policy_writes_that_policy_alone() =>
        Assert.Equal(["Sample.CloudPbx.g.cs"], Rewritten(compilation => Edit(compilation, "Hosted PBX", "PBX in the cloud")));

    [Fact]
    public void An_edit_of_an_included_policy_writes_that_policy_and_those_that_include_it() =>
        Assert.Equal(
            ["Sample.Above.g.cs", "Sample.Branch.g.cs", "Sample.CloudPbx.g.cs"],
            Rewritten(compilation => Edit(compilation, "Media may come from", "Media comes from"), Including));

    [Fact]
    public void An_edit_of_what_is_excluded_does_not_write_the_policy_that_excludes_it() =>
        Assert.Equal(
            ["Sample.CloudPbx.g.cs"],
            Rewritten(compilation => Edit(compilation, "[Allow<Updates>]", "[Allow<Updates>(Ticket = \"T-1\")]"), Including));

    [Fact]
    public void An_edit_of_the_title_of_an_included_policy_writes_that_policy_alone() =>
        Assert.Equal(
            ["Sample.CloudPbx.g.cs"],
            Rewritten(compilation => Edit(compilation, "Hosted PBX", "PBX in the cloud"), Including));

    [Fact]
    public void An_included_policy_that_moves_down_its_file_runs_nothing() =>
        AssertNothingRuns(
            compilation => Edit(compilation, "[Policy(\"cloud-pbx\"", "\n\npublic class Before;\n\n[Policy(\"cloud-pbx\""), Including);

    [Fact]
    public void A_scenario_that_moves_down_its_file_runs_nothing() =>
        AssertNothingRuns(compilation => Edit(compilation, "[Scenario(", "\n\npublic class Before;\n\n[Scenario("), Supporting);

    [Fact]
    public void A_comment_in_the_file_of_a_scenario_runs_nothing() =>
        AssertNothingRuns(compilation => Edit(compilation, "[Scenario(", "// a comment\n[Scenario("), Supporting);

    [Fact]
    public void An_edit_of_a_symptom_writes_that_scenario_alone() =>
        Assert.Equal(
            ["Sample.Update.g.cs"],
            Rewritten(compilation => Edit(compilation, "No update is found", "Updates are missing"), Supporting));

    [Fact]
    public void An_edit_of_a_service_writes_the_scenarios_that_show_it_and_no_catalog() =>
        Assert.Equal(
            ["Sample.Above.g.cs", "Sample.CloudPbx.g.cs", "Sample.Update.g.cs", "Sample.Updated.g.cs", "Sample.Updates.g.cs"],
            Rewritten(
                compilation => Edit(compilation, "[Outbound(Protocol.Tcp, 80, Source", "[Outbound(Protocol.Tcp, 81, Source"),
                Supporting));

    [Fact]
    public void A_new_policy_writes_itself_and_the_catalog() =>
        Assert.Equal(
            ["Sample.Catalog.g.cs", "Sample.Second.g.cs"],
            Rewritten(compilation => compilation.AddSyntaxTrees(
                Parse("namespace Sample; [Starface.Policy.Policy(\"second\")] public partial class Second;", compilation, "Second.cs"))));

    [Fact]
    public void A_removed_policy_removes_its_file()
    {
        var first = GeneratorRun.Over([.. Sources.All, Bystander]);

        var second = first.Again(Edit(first.Input, "[Policy(\"cloud-pbx\", Title = \"Hosted PBX\")]", ""));

        Assert.DoesNotContain("Sample.CloudPbx.g.cs", second.Files.Keys);
        Assert.DoesNotContain("CloudPbx", second.Text("Sample.Catalog.g.cs"), StringComparison.Ordinal);
    }

    private static void AssertNothingRuns(Func<CSharpCompilation, CSharpCompilation> edit, params string[] more)
    {
        var first = GeneratorRun.Over([.. Sources.All, Sources.Scenario, Bystander, .. more]);

        var second = first.Again(edit(first.Input));

        Assert.All(OurSteps, step => Assert.NotEmpty(second.Result.TrackedSteps[step]));
        Assert.All(
            OurSteps.SelectMany(step => second.Result.TrackedSteps[step]).SelectMany(step => step.Outputs),
            output => Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                output.Reason.ToString()));
        Assert.All(OutputsOf(second), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(first.Files, second.Files);
    }

    private static IEnumerable<string> Rewritten(Func<CSharpCompilation, CSharpCompilation> edit, params string[] more)
    {
        var first = GeneratorRun.Over([.. Sources.All, Bystander, .. more]);

        var second = first.Again(edit(first.Input));

        var changed = second.Files.Where(file => !first.Files.TryGetValue(file.Key, out var before) || before != file.Value)
            .Select(file => file.Key)
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.Equal(
            changed.Count,
            OutputsOf(second).Count(reason => reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New));
        Assert.All(OutputsOf(second), reason => Assert.NotEqual(IncrementalStepRunReason.Unchanged, reason));
        return changed;
    }

    private static IEnumerable<IncrementalStepRunReason> OutputsOf(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static CSharpCompilation Edit(CSharpCompilation compilation, string from, string to)
    {
        var tree = compilation.SyntaxTrees.First(tree => tree.ToString().Contains(from, StringComparison.Ordinal));
        return compilation.ReplaceSyntaxTree(
            tree,
            Parse(tree.ToString().Replace(from, to, StringComparison.Ordinal), compilation, tree.FilePath));
    }

    private static SyntaxTree Parse(string text, CSharpCompilation compilation, string path) =>
        CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)compilation.SyntaxTrees[0].Options, path);
}
