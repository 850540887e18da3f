using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Starface.Cli.Tests.Support;
using Starface.Probes.Clients;

namespace Starface.Cli.Tests;

/// <summary>Options of <c>doctor</c> that do not fit: nothing is sent, and the option is named.</summary>
public sealed class DoctorOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DoctorOptionTests()
    {
        _folder.Write("Pulumi.yaml", "name: starface\n");
        _folder.Write(
            "Pulumi.one.yaml",
            """
            config:
              starface:cloud: aws
              starface:policy: cloud-pbx
              starface:peers:
                administrators: [192.0.2.200]
                phones: [198.51.100.0/24]
                sip-providers: [192.0.2.20]
                resolvers: [192.0.2.53]
                time-servers: [192.0.2.123]

            """);
        _folder.Write("key", "0123456789abcdef0123456789abcdef\n");
        _folder.Write("cut.json", "{ \"SecurityGroups\": [");
        _folder.Write("other.json", "{ \"Something\": [] }");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("The server 203.0.113.250 is in no network that the rows are open to", "--server 203.0.113.250")]
    [InlineData("--target: It is for a machine outside", "--target 203.0.113.10")]
    [InlineData("--source: It is for a machine outside", "--source 203.0.113.10 --from phones")]
    [InlineData("--nat-timeout: It is for a machine outside", "--nat-timeout 30")]
    [InlineData("--host: It is for a machine outside", "--host pbx.example.com")]
    [InlineData("--host: It has no effect with --listen", "--listen --host pbx.example.com")]
    [InlineData("--host: It has no effect with a listener", "--from outside --target 203.0.113.10 --host pbx.example.com --key-file key")]
    [InlineData("--host: 'https://pbx' is not a valid host name", "--from outside --target 203.0.113.10 --host https://pbx")]
    [InlineData("--rtp-echo: It is for a machine outside", "--rtp-echo")]
    [InlineData("--rtp-echo: It has no effect with --listen", "--listen --rtp-echo")]
    [InlineData("--rtp-echo: It has no effect with a listener", "--from outside --target 203.0.113.10 --rtp-echo --key-file key")]
    [InlineData("--from: It has no effect with --listen", "--listen --from outside")]
    [InlineData("--server: It has no effect with --listen", "--listen --server 198.51.100.20")]
    [InlineData("--target: It has no effect with --listen", "--listen --target 203.0.113.10")]
    [InlineData("--server: It has no effect with --from outside", "--from outside --target 203.0.113.10 --server 198.51.100.20")]
    [InlineData("--listen-time: It has no effect with --from outside", "--from outside --target 203.0.113.10 --listen-time 9")]
    [InlineData("--format: A listener tries nothing", "--listen --format junit")]
    [InlineData("0.0.0.0 is not the address of a machine", "--from outside --target 0.0.0.0")]
    [InlineData("224.0.0.1 is not the address of a machine", "--from outside --target 224.0.0.1")]
    [InlineData("The policy has no service 'nope'", "--only nope")]
    [InlineData("cut.json", "--live cut.json")]
    [InlineData("other.json", "--live other.json")]
    [InlineData("missing.json", "--live missing.json --from outside --target 203.0.113.10")]
    [InlineData("--resolver: '0.0.0.0' is not the address of a resolver", "--resolver 0.0.0.0")]
    public void Nothing_is_sent_and_the_option_is_named(string problem, string options)
    {
        var environment = _folder.Environment with
        {
            ProbeSockets = new ProbeSockets((_, _, _) => throw new InvalidOperationException("A packet would be sent.")),
            AskNames = (_, _) => [],
        };

        Tool.RunIn(environment, ["doctor", "--stack", "one", .. options.Split(' ')]).IsError(problem);
    }

    [Fact]
    public void What_name_servers_are_asked_is_part_of_a_dry_run()
    {
        var text = Tool.RunIn(_folder.Environment, "doctor", "--stack", "one", "--only", "stun", "--dry-run").IsFine().Output;
        var json = JsonDocument.Parse(
            Tool.RunIn(_folder.Environment, "doctor", "--stack", "one", "--only", "stun", "--dry-run", "--format", "json").IsFine().Output);

        Assert.Contains(
            "2 names would be looked up first, with at most 8 datagrams to each name server", Words(text), StringComparison.Ordinal);
        Assert.Contains("with one address for each name.", Words(text), StringComparison.Ordinal);
        Assert.Equal(8, json.RootElement.GetProperty("budget").Number("lookups"));
    }

    [Fact]
    public void A_report_of_a_run_in_which_nothing_was_tried_is_not_a_good_one()
    {
        string[] command = ["doctor", "--stack", "one", "--only", "rtp-media", "--accept-not-probed", "--format", "junit"];

        var result = Tool.RunIn(_folder.Environment with { AskNames = static (_, _) => [] }, command);

        Assert.Equal(1, result.ExitCode);
        var suite = XElement.Parse(result.Output).Elements().Single();
        Assert.Equal(("0", "1"), ((string)suite.Attribute("failures")!, (string)suite.Attribute("errors")!));
        Assert.Equal((int)suite.Attribute("tests")!, suite.Elements("testcase").Count());
        Assert.Single(suite.Elements("testcase").Elements("error"));
    }

    /// <summary>What is told before anything is sent holds for the look-ups as well.</summary>
    [Theory]
    [InlineData("The time was over before all answers had come", 1)]
    [InlineData("Interrupted before all answers had come", 60)]
    public void The_time_for_all_covers_the_names(string problem, int seconds)
    {
        using var interrupt = new CancellationTokenSource();
        if (seconds > 1) interrupt.CancelAfter(TimeSpan.FromMilliseconds(100));
        var environment = _folder.Environment with
        {
            ProbeSockets = new ProbeSockets((_, _, _) => throw new InvalidOperationException("A packet would be sent.")),
            Cancellation = () => interrupt.Token,
            AskNames = static (_, token) =>
            {
                token.WaitHandle.WaitOne();
                throw new OperationCanceledException(token);
            },
        };

        var result = Tool.RunIn(
            environment,
            "doctor", "--stack", "one", "--only", "stun", "--resolver", "192.0.2.53", "--total-timeout",
            seconds.ToString(CultureInfo.InvariantCulture));

        var unit = seconds == 1 ? "second" : "seconds";
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"All of it takes {seconds} {unit} at most"), result.Error, StringComparison.Ordinal);
    }

    /// <summary>Who reads a document gets one, also of a run that ended early.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_ends_during_the_look_ups_says_what_is_known(bool acceptsNotProbed)
    {
        using var interrupt = new CancellationTokenSource();
        var environment = _folder.Environment with
        {
            ProbeSockets = new ProbeSockets((_, _, _) => throw new InvalidOperationException("A packet would be sent.")),
            Cancellation = () => interrupt.Token,
            AskNames = (_, token) =>
            {
                interrupt.Cancel();
                throw new OperationCanceledException(token);
            },
        };
        string[] command =
        [
            "doctor", "--stack", "one", "--resolver", "192.0.2.53", .. acceptsNotProbed ? new[] { "--accept-not-probed" } : [],
        ];

        var json = Tool.RunIn(environment, [.. command, "--format", "json"]);
        var junit = Tool.RunIn(environment, [.. command, "--format", "junit"]);
        var table = Tool.RunIn(environment, command);

        Assert.All(new[] { json, junit, table }, run => Assert.Equal(1, run.ExitCode));
        Assert.All(
            new[] { json, junit, table },
            run => Assert.Contains("Interrupted before all answers had come", run.Error, StringComparison.Ordinal));
        var document = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal("unknown", document.GetProperty("status").GetString());
        var probes = document.GetProperty("probes").EnumerateArray().ToList();
        Assert.All(probes, probe => Assert.Equal("not-probed", probe.GetProperty("verdict").GetString()));
        var stun = probes.Find(probe => probe.GetProperty("target").GetString() == "stun.starface.com");
        Assert.Equal("interrupted", stun.GetProperty("detail").GetString());
        Assert.NotEmpty(XElement.Parse(junit.Output).Descendants("error"));
        Assert.Contains("It could not be found out whether all rows work", Words(table.Output), StringComparison.Ordinal);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
