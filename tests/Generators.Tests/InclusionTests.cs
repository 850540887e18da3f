using System.Reflection;
using Microsoft.CodeAnalysis;
using Starface.Policy;

namespace Starface.Generators.Tests;

public sealed class InclusionTests
{
    private const string Base = """
        using Starface.Policy;
        namespace Sample;

        /// <summary>Telephones.</summary>
        public sealed class Phones : PeerGroup;
        /// <summary>Providers of trunks.</summary>
        public sealed class Providers : PeerGroup;
        /// <summary>People who help.</summary>
        public sealed class Helpers : PeerGroup;

        [Service("signalling", Title = "Signalling")]
        [Inbound(Protocol.Tcp, 5061, MinimumTls = Tls.V12, Setting = "SignallingPort")]
        [Inbound(Protocol.Udp, 5060, Unencrypted = true, Until = "7.0.0.8")]
        public sealed partial class Signalling;

        [Service("web", Title = "Web")]
        [Inbound(Protocol.Tcp, 443)]
        public sealed partial class Web;

        [Service("names", Title = "Names")]
        [Outbound(Protocol.Tcp, 53, Host = "names.example")]
        public sealed partial class Names;

        [Policy("base", Title = "Base")]
        [Allow<Signalling, Phones>(Because = "They call", NeverCut = true)]
        [Allow<Signalling, Providers>(Expires = "2099-12-31", Ticket = "T-1")]
        [Allow<Web, Helpers>(Optional = true)]
        [Allow<Names>]
        public sealed partial class Base;
        """;

    [Fact]
    public void A_policy_with_an_include_is_as_reviewed()
    {
        var run = GeneratorRun.Over(Base, Policy("[Include<Base>, Exclude<Signalling, Providers>, Allow<Web, Phones>]"));

        Assert.Empty(run.Complaints);
        Snapshot.Match(run.Text("Sample.Branch.g.cs"), "Sample.Branch");
    }

    [Fact]
    public void What_is_included_keeps_its_arguments_and_says_which_policy_declares_it()
    {
        var branch = Definition(Base, Policy("[Include<Base>, Exclude<Signalling, Providers>, Allow<Web, Phones>]"));

        Assert.Equal(
            [
                "signalling phones from base: They call, never cut",
                "web helpers from base: , optional",
                "names  from base: ",
                "web phones from : ",
            ],
            branch.Allowances.Select(Describe));
        Assert.Equal(["helpers", "phones"], branch.PeerGroups);
        Assert.Equal(["helpers"], branch.OptionalPeerGroups);
        Assert.Equal(["SignallingPort"], branch.Settings.Select(setting => setting.Name));
    }

    [Fact]
    public void A_policy_that_includes_opens_the_same_flows_as_one_that_repeats()
    {
        var assembly = GeneratorRun.Over(
            Base,
            Policy("[Include<Base>]"),
            Policy(
                "[Allow<Signalling, Phones>, Allow<Signalling, Providers>, Allow<Web, Helpers>(Optional = true), Allow<Names>]",
                "Copy")).Load();
        var arguments = new PolicyArguments
        {
            PbxVersion = PbxVersion.Parse("7.0.0.8"),
            Hosts = { ["names.example"] = ["203.0.113.9"] },
        }
            .WithPeers("phones", ["203.0.113.0/24"])
            .WithPeers("providers", ["198.51.100.0/24"])
            .WithPeers("helpers", ["192.0.2.1"]);

        var (branch, copy) = (Create(assembly, "Branch", arguments), Create(assembly, "Copy", arguments));

        Assert.Equal(copy.Digest, branch.Digest);
        Assert.Equal(6, branch.Rules.Sum(rule => rule.Origins.Length));
        Assert.All(branch.Rules.SelectMany(rule => rule.Origins), origin => Assert.Equal("base", origin.IncludedFrom));
        Assert.All(copy.Rules.SelectMany(rule => rule.Origins), origin => Assert.Null(origin.IncludedFrom));
    }

    [Fact]
    public void The_text_of_a_policy_is_its_rule_table_or_why_it_has_none()
    {
        var assembly = GeneratorRun.Over(Base, Policy("[Include<Base>, Exclude<Signalling, Providers>, Allow<Web, Phones>]")).Load();

        var policy = Create(
            assembly,
            "Branch",
            new PolicyArguments().WithPeers("phones", ["203.0.113.0/24", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"]));

        Assert.Equal(
            """
            branch: branch
            inbound   tcp  443   from 192.0.2.1/32, 192.0.2.2/32, 192.0.2.3/32, 192.0.2.4/32 and 1 more  web (phones)
            inbound   tcp  5061  from 192.0.2.1/32, 192.0.2.2/32, 192.0.2.3/32, 192.0.2.4/32 and 1 more  signalling (phones) [included from base]
            outbound  tcp  53    to 0.0.0.0/0, ::/0                                                      names (names.example) [included from base]
            """.ReplaceLineEndings("\n"),
            policy.ToString());
        Assert.StartsWith("branch: branch\n", Create(assembly, "Branch", new()).ToString(), StringComparison.Ordinal);
        Assert.Contains("phones", Create(assembly, "Branch", new()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_included_policy_includes_is_included_and_says_who_declares_it()
    {
        var branch = Definition(
            Base,
            Policy("[Include<Base>, Exclude<Signalling>, Allow<Web, Phones>]", "Middle"),
            Policy("[Include<Middle>, Exclude<Names>]"));

        Assert.Equal(
            ["web helpers from base: , optional", "web phones from middle: "],
            branch.Allowances.Select(Describe));
    }

    [Fact]
    public void What_two_included_policies_take_from_a_third_is_included_once()
    {
        var branch = Definition(
            Base,
            Policy("[Include<Base>, Exclude<Names>]", "Left"),
            Policy("[Include<Base>, Exclude<Web>]", "Right"),
            Policy("[Include<Left>, Include<Right>]"));

        Assert.Equal(
            [
                "signalling phones from base: They call, never cut",
                "signalling providers from base: ",
                "web helpers from base: , optional",
                "names  from base: ",
            ],
            branch.Allowances.Select(Describe));
    }

    [Fact]
    public void What_two_included_policies_allow_in_the_same_way_is_included_once()
    {
        var branch = Definition(
            Base,
            Policy("[Allow<Web, Phones>]", "Left"),
            Policy("[Allow<Web, Phones>]", "Right"),
            Policy("[Include<Left>, Include<Right>]"));

        Assert.Equal(["web phones from left: "], branch.Allowances.Select(Describe));
    }

    [Fact]
    public void What_is_excluded_can_be_allowed_in_another_way()
    {
        var branch = Definition(
            Base,
            Policy(
                "[Include<Base>, Exclude<Signalling>, Exclude<Names>, Exclude<Web>, Allow<Web, Helpers>(Because = \"They maintain it\")]"));

        Assert.Equal(["web helpers from : They maintain it"], branch.Allowances.Select(Describe));
    }

    [Fact]
    public void A_policy_of_another_assembly_is_included_with_what_it_includes_from_a_third()
    {
        var first = Library("First", Base);
        var middle = Policy("[Include<Base>, Exclude<Signalling>, Allow<Web, Phones>]", "Middle");
        var second = Library("Second", middle, first);
        var compilation = GeneratorRun.CompileAlone("Third", [Policy("[Include<Middle>, Exclude<Names>]")])
            .AddReferences(first, second);

        var run = GeneratorRun.Over(compilation);

        Assert.Empty(run.Complaints);
        Assert.Contains("{ Optional = true, IncludedFrom = \"base\" }", run.Text("Sample.Branch.g.cs"), StringComparison.Ordinal);
        Assert.Contains("\"phones\", null) { IncludedFrom = \"middle\" }", run.Text("Sample.Branch.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("Names", run.Text("Sample.Branch.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Include<Branch>]")]
    [InlineData("[Include<Phones>]")]
    [InlineData("[Include<Missing>]")]
    [InlineData("[Include<int>]")]
    [InlineData("[Include<IncludeAttribute<Base>>]")]
    [InlineData("[Include<Base>, Include<Base>]")]
    [InlineData("[Include<Base>, Exclude<Missing>]")]
    [InlineData("[Include<Base>, Exclude<Web, Missing>]")]
    [InlineData("[Include<>]")]
    [InlineData("[Exclude<>]")]
    public void An_invalid_include_still_gives_a_class_that_refuses_to_be_used(string attributes)
    {
        var run = GeneratorRun.Over(Base, Policy(attributes));

        Assert.Null(run.Result.Exception);
        Assert.Contains("Definition => throw", run.Text("Sample.Branch.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    public void A_circle_of_policies_is_not_followed(int length)
    {
        var circle = Enumerable.Range(0, length)
            .Select(i => Policy($"[Include<P{(i + 1) % length}>, Allow<Web, Phones>]", $"P{i}"))
            .Append(Policy("[Include<P0>]"));

        var run = GeneratorRun.Over([Base, .. circle]);

        Assert.Null(run.Result.Exception);
        Assert.Contains("Definition => throw", run.Text("Sample.P1.g.cs"), StringComparison.Ordinal);
        Assert.Contains("Definition => throw", run.Text("Sample.Branch.g.cs"), StringComparison.Ordinal);
    }

    internal static string Policy(string attributes, string name = "Branch") =>
        "using Starface.Policy; namespace Sample; "
            + $"[Policy(\"{name.ToLowerInvariant()}\")] {attributes} public sealed partial class {name};";

    private static PortableExecutableReference Library(string name, string source, params MetadataReference[] references) =>
        MetadataReference.CreateFromImage(GeneratorRun.Over(GeneratorRun.CompileAlone(name, [source]).AddReferences(references)).Emit());

    private static FirewallPolicy Create(Assembly assembly, string name, PolicyArguments arguments) =>
        (FirewallPolicy)assembly.GetType($"Sample.{name}", throwOnError: true)!.GetMethod("Create")!.Invoke(null, [arguments])!;

    private static PolicyDefinition Definition(params string[] sources)
    {
        var run = GeneratorRun.Over(sources);
        Assert.Empty(run.Complaints);
        return Create(run.Load(), "Branch", new()).Definition;
    }

    private static string Describe(Allowance allowance) =>
        $"{allowance.Service.Id} {allowance.PeerGroup} from {allowance.IncludedFrom}: {allowance.Because}"
            + (allowance.NeverCut ? ", never cut" : "") + (allowance.Optional ? ", optional" : "");
}
