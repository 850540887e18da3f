using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Drift.Reports;
using Starface.Drift.Tests.Mutations;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Tests;

namespace Starface.Drift.Tests;

/// <summary>
/// What strangers write into documents that other programs made, into a cloud's refusals and into the environment stays text; and what
/// people copy from the output does nothing else than it says.
/// </summary>
public sealed class HostileSourceTests : IDisposable
{
    private const string Stack = """
        config:
          starface:cloud: aws
          starface:policy: test
          starface:name: customer-01
          starface:vpcId: vpc-0123456789abcdef0
          starface:peers: { phones: [192.0.2.0/24], sip-providers: [198.51.100.0/25], administrators: [192.0.2.0/28] }
        """;

    private static readonly Plan Plan = Plans.Pbx(AwsTarget.Instance);
    private static readonly Policy.PolicyCatalog Catalog = TestPolicy.Catalog(Plan.Policy.Definition);

    private readonly string _folder = Directory.CreateTempSubdirectory("hostile-").FullName;

    public HostileSourceTests()
    {
        Write("Pulumi.yaml", "name: starface\n");
        Write("Pulumi.one.yaml", Stack);
    }

    /// <summary>The kinds of documents that hold texts of other programs.</summary>
    public static TheoryData<string> Kinds =>
    [
        .. DocumentSamples.All.Select(sample => sample.Kind).Where(kind =>
            kind.StartsWith(DocumentSamples.State, StringComparison.Ordinal)
            || kind.StartsWith("plan of preview", StringComparison.Ordinal)
            || kind.StartsWith("values of an environment", StringComparison.Ordinal)
            || kind.StartsWith("report of", StringComparison.Ordinal)
            || kind == "file of --resume"),
    ];

    public static TheoryData<string> Formats => [.. ReportFormats.Names];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // In place of every text of the document at once, and of each tenth one by itself.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_strangers_text_in_a_document_stays_text(string kind)
    {
        var sample = DocumentSamples.All.Single(known => known.Kind == kind);
        var texts = DocumentPlace.Find(sample.Text).Where(place => sample.Text[place.Start] == '"').ToList();
        foreach (var (name, text) in sample.Others) Write(name, text);
        for (var i = 0; i < texts.Count; i += 1 + (texts.Count / 60))
        {
            var hostile = JsonSerializer.Serialize(HostileTexts.All[i % HostileTexts.All.Length]);
            AssertText(sample, string.Concat(sample.Text.AsSpan(0, texts[i].Start), hostile, sample.Text.AsSpan(texts[i].End)));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_refusal_of_a_cloud_stays_text(string format)
    {
        foreach (var text in HostileTexts.All)
        {
            // As XML can have it.
            var written = new string([.. text.Where(c => c is '\n' or '\t' || (c >= ' ' && !char.IsSurrogate(c) && c < '\uFFFE'))]);
            LoopbackAnswer[] answers =
            [
                new LoopbackAnswer(AwsXml.Error("UnauthorizedOperation", written), 403), new LoopbackAnswer(text, 400),
                new LoopbackAnswer(AwsXml.Error(System.Security.SecurityElement.Escape(written), written), 400),
            ];
            foreach (var answer in answers)
            {
                await using var server = new LoopbackServer(_ => answer with { ContentType = "text/xml" });
                var credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY00");
                var machine = new CliEnvironment(_folder, _folder) { Connectors = new(Clouds.With(aws: credentials)) };

                var run = Run(
                    machine,
                    "drift", "--stack", "one", "--region", "eu-central-1", "--format", format,
                    "--endpoint-url", server.Address.AbsoluteUri);

                Assert.Equal(ExitCode.Error, run.Code);
                AssertHarmless(run);
                // A code and a short reason: nobody reads a page of an answer.
                Assert.All(run.Messages.Split('\n'), line => Assert.InRange(line.Length, 0, 700));
            }
        }
    }

    [Fact]
    public async Task A_strangers_text_in_a_variable_of_the_environment_stays_text()
    {
        Write(
            "Pulumi.two.yaml",
            Stack.Replace("cloud: aws", "cloud: azure", StringComparison.Ordinal)
                .Replace("vpcId: vpc-0123456789abcdef0", "resourceGroupName: rg", StringComparison.Ordinal));
        Write("live.json", new JsonObject { ["SecurityGroups"] = new JsonArray(LiveJson.AwsGroup(Plan, "sg-1")) }.ToJsonString());
        string[] names =
        [
            "AZURE_SUBSCRIPTION_ID", "AWS_PROFILE", "AWS_REGION", "AWS_ENDPOINT_URL", "GITHUB_STEP_SUMMARY", "TERM", "NO_COLOR", "COLUMNS",
            "STARFACE_POLICY_VERBOSE",
        ];
        foreach (var text in new[] { string.Concat(HostileTexts.Short.Take(9)), string.Concat(HostileTexts.Short.Skip(9)) })
        {
            var variables = names.ToDictionary(name => name, _ => text.Replace("\0", "", StringComparison.Ordinal), StringComparer.Ordinal);
            foreach (var arguments in new string[][]
            {
                ["drift", "--stack", "two", "--timeout", "2"], ["drift", "--stack", "one", "--timeout", "2"],
                ["drift", "--stack", "one", "--live", "live.json"],
            })
            {
                var run = await CommandProcess.EndAsync(CommandProcess.Start(_folder, variables, arguments));
                AssertHarmless(run);
            }
        }
    }

    // The commands are copied into a shell: it calls the clouds' tools and nothing else.
    [Fact]
    public async Task What_is_copied_into_a_shell_or_a_source_file_does_nothing_else()
    {
        foreach (var text in HostileTexts.Short)
        {
            var group = LiveJson.AwsGroup(Plan, "sg-1");
            ((JsonArray)group["IpPermissions"]!).Add(new JsonObject
            {
                ["IpProtocol"] = "tcp",
                ["FromPort"] = 22,
                ["ToPort"] = 22,
                ["IpRanges"] = new JsonArray(new JsonObject { ["CidrIp"] = "198.51.100.9/32", ["Description"] = text }),
                ["UserIdGroupPairs"] = new JsonArray(new JsonObject { ["GroupId"] = text, ["UserId"] = text }),
            });
            ((JsonArray)group["Tags"]!).Add(new JsonObject { ["Key"] = text, ["Value"] = text });
            group["GroupName"] = text;
            Write("live.json", new JsonObject { ["SecurityGroups"] = new JsonArray(group) }.ToJsonString());
            string[] drift = ["drift", "--stack", "one", "--scope", "group", "--live", "live.json"];

            var source = Run(new CliEnvironment(_folder, _folder), [.. drift, "--adopt"]).Data;
            var tree = CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken);
            // The attributes for the policy are by themselves.
            Assert.DoesNotContain(tree.GetDiagnostics(TestContext.Current.CancellationToken), problem => problem.Id != "CS0116");
            Assert.DoesNotContain(
                tree.GetRoot(TestContext.Current.CancellationToken).DescendantTokens(),
                token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText.Contains("pwn", StringComparison.Ordinal));

            if (!File.Exists("/bin/bash")) continue;
            var script = Run(new CliEnvironment(_folder, _folder), [.. drift, "--revert-plan"]).Data;
            Assert.Contains("aws ", script, StringComparison.Ordinal);
            Assert.Equal("", await CalledAsync(script));
        }

        if (!File.Exists("/bin/bash")) Assert.Skip("There is no bash that could read the commands.");
    }

    /// <summary>What a shell calls beside the clouds' tools, and what it says of the syntax.</summary>
    private async Task<string> CalledAsync(string script)
    {
        var start = new System.Diagnostics.ProcessStartInfo("/bin/bash", ["--norc", "--noprofile", "-s"])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/nowhere";
        using var bash = System.Diagnostics.Process.Start(start)!;
        await bash.StandardInput.WriteAsync(
            "aws() { :; }\naz() { :; }\npulumi() { :; }\ncommand_not_found_handle() { builtin echo \"called $1\"; }\n" + script);
        bash.StandardInput.Close();
        var said = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)
            + await bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said;
    }

    private void AssertText(DocumentSample sample, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(sample.File, Encoding.UTF8.GetString(sample.Sign?.Invoke(bytes) ?? bytes));
        foreach (var command in sample.Commands)
        {
            var machine = new CliEnvironment(_folder, _folder) { Time = Resumed.Clock };
            if (sample.Connectors is { } connectors) machine = machine with { Connectors = new(connectors) };
            AssertHarmless(Run(machine, sample.Catalog, command));
        }
    }

    private static void AssertHarmless((int Code, string Data, string Messages) run)
    {
        Assert.InRange(run.Code, 0, 2);
        Assert.DoesNotContain("error: unexpected ", run.Messages, StringComparison.Ordinal);
        Harmless.Assert(run.Data);
        Harmless.Assert(run.Messages);
    }

    private static (int Code, string Data, string Messages) Run(CliEnvironment machine, params string[] arguments) =>
        Run(machine, Catalog, arguments);

    private static (int Code, string Data, string Messages) Run(CliEnvironment machine, Policy.PolicyCatalog catalog, string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLineApp.Run(arguments, output, error, machine, new(catalog));
        return (code, output.ToString(), error.ToString());
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
