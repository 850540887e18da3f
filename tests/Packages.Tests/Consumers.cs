namespace Starface.Packages.Tests;

/// <summary>The projects that are built from the packages.</summary>
internal static class Consumers
{
    private const string UnencryptedToEveryone = """
        using Starface.Policy;

        [Service("plain")]
        [Inbound(Protocol.Tcp, 80, Unencrypted = true)]
        public sealed partial class Plain;

        [Policy("cloud")]
        [Allow<Plain, Anywhere>]
        public sealed partial class Cloud;
        """;

    /// <summary>The consumer that tests its policy.</summary>
    public const string Testing = "testing";

    private const string TestedPolicy = """
        using Starface.Policies;
        using Starface.Policy;
        using Starface.Policy.Testing;

        namespace Customer.Firewall;

        public sealed class Staff : PeerGroup;

        [Policy("office", Title = "Web interface for the staff")]
        [Allow<WebInterface, Staff>]
        public sealed partial class Office;

        public static class Program
        {
            public static void Main()
            {
                var tests = new Office(new Office.Peers { Staff = ["203.0.113.0/24"] }).Should().Allow("inbound tcp 443 from staff");
                try
                {
                    tests.Deny("inbound tcp 443 from 203.0.113.7");
                }
                catch (PolicyTestException failure)
                {
                    System.Console.WriteLine(failure.Message.Substring(0, 60));
                }
            }
        }
        """;

    /// <summary>Every configuration, with and without implicit usings, with a namespace for the file and with a block.</summary>
    public static IEnumerable<(string Name, string Configuration, bool ImplicitUsings, bool Block)> Programs =>
        from configuration in new[] { "Debug", "Release" }
        from usings in new[] { true, false }
        from block in new[] { true, false }
        select ($"{configuration}-{(usings ? "usings" : "no-usings")}-{(block ? "block" : "file")}", configuration, usings, block);

    public static IEnumerable<Consumer> All =>
    [
        .. DiagnosticPage.Ids.Select(id => new Consumer(id, DiagnosticPage.Of(id).Wrong)),
        .. Programs.Select(program => new Consumer(
            program.Name,
            Program(program.Block),
            "OutputType=Exe",
            $"Configuration={program.Configuration}",
            $"ImplicitUsings={(program.ImplicitUsings ? "enable" : "disable")}",
            "TreatWarningsAsErrors=true")),
        new("readme", new Dictionary<string, string>(StringComparer.Ordinal) { [Readme.WrongFile] = Readme.Read().Wrong }),
        new("as-written", UnencryptedToEveryone),
        new("pragma", UnencryptedToEveryone
            .Replace("[Allow", "#pragma warning disable SFP3001 // Answers with a redirect alone.\n[Allow", StringComparison.Ordinal)
            .Replace(
                "public sealed partial class Cloud",
                "#pragma warning restore SFP3001\npublic sealed partial class Cloud",
                StringComparison.Ordinal)),
        new("suppress-message", UnencryptedToEveryone.Replace(
            "[Policy",
            "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Exposure\", \"SFP3001\", "
            + "Justification = \"Answers with a redirect alone.\")]\n[Policy",
            StringComparison.Ordinal)),
        new("editorconfig", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Policy.cs"] = UnencryptedToEveryone,
            [".editorconfig"] = "root = true\n[*.cs]\ndotnet_diagnostic.SFP3001.severity = error\n",
        }),
        new("no-warn", UnencryptedToEveryone, "NoWarn=SFP3001"),
        new(Testing, TestedPolicy, "OutputType=Exe"),
    ];

    /// <summary>A program that declares, completes and plans a policy, and knows no namespace that is not written out.</summary>
    private static string Program(bool block) => $$"""
        using Starface.Policies;
        using Starface.Policy;

        namespace Customer.Firewall{{(block ? "\n{" : ";")}}

        public sealed class Staff : PeerGroup;

        [Service("door", Title = "Door station")]
        [Inbound(Protocol.Tcp, 8080, Setting = "DoorPort", Source = "The door's manual, page 7")]
        public sealed partial class Door;

        [Policy("office", Title = "Web interface and door for the staff")]
        [Allow<WebInterface, Staff>]
        [Allow<Door, Staff>]
        [Allow<Updates>]
        public sealed partial class Office;

        public static class Program
        {
            public static void Main()
            {
                var policy = new Office(new Office.Peers { Staff = ["203.0.113.0/24"] }) { WebPort = 8443 };
                foreach (var allowance in Office.Definition.Allowances) System.Console.WriteLine(allowance.Service.Id);
                System.Console.WriteLine($"{policy.WebPort} {policy.DoorPort} {Door.DoorPort} {Catalog.Instance.Policies.Length}");
            }
        }
        {{(block ? "}" : "")}}
        """;
}
