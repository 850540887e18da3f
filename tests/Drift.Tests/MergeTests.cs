using System.Text.Json.Nodes;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Drift.Reports;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using Starface.Policy.Tests;

namespace Starface.Drift.Tests;

/// <summary>The reports about the parts of a fleet, made one: the bytes, messages and exit code of a run over all of it.</summary>
public sealed class MergeTests : IDisposable
{
    private const int Instances = 23;

    private static readonly Policy.PolicyCatalog Catalog = TestPolicy.Catalog(Plans.Pbx(AwsTarget.Instance).Policy.Definition);

    private readonly string _folder = Directory.CreateTempSubdirectory("merge-").FullName;
    private readonly List<string> _live = [];

    public MergeTests()
    {
        Write("Infra.sln", "");
        Write("Pulumi.yaml", "name: starface\n");
        Directory.CreateDirectory(Path.Combine(_folder, "policies"));
        Write("policies/Test.cs", "[Policy(\"test\", Title = \"Test\")]\n[Allow<Sip, Phones>]\npublic sealed partial class Test;\n");
        for (var i = 0; i < Instances; i++)
        {
            Write($"Pulumi.{NameOf(i)}.yaml", $"""
                config:
                  starface:cloud: aws
                  starface:name: {NameOf(i)}
                  starface:policy: test
                  starface:peers:
                    phones: ["{Plans.Phones}", "2001:db8:10::/48"]
                    sip-providers: ["{Plans.Provider}"]
                    administrators: ["{Plans.Administrators}"]

                """);
        }
    }

    public static TheoryData<string> Formats => [.. ReportFormats.Names];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Formats))]
    public void In_every_format_the_parts_are_the_whole(string format)
    {
        WriteFleet();
        var whole = Drift("--format", format);
        Assert.Equal(1, whole.Code);

        foreach (var count in new[] { 1, 2, 5, 40 })
        {
            var merged = Run(["merge", .. Parts(count), "--format", format]);

            Assert.Equal(whole, merged);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_and_the_groups_in_which_parts_are_merged_do_not_matter(int seed)
    {
        WriteFleet();
        var random = new Random(seed);
        var whole = Drift("--format", "json");
        var reports = Parts(7).ToList();

        while (reports.Count > 1)
        {
            var some = reports.OrderBy(_ => random.Next()).Take(random.Next(2, 4)).ToList();
            reports.RemoveAll(some.Contains);
            var (code, output, _) = Run(["merge", "--partial", "--format", "json", .. some]);
            Assert.NotEqual("", output);
            Assert.InRange(code, 0, 2);
            reports.Add(Write($"merged-{seed}-{reports.Count}.json", output));
        }

        Assert.Equal(whole, Run(["merge", "--format", "json", .. reports]));
    }

    [Fact]
    public void The_exit_code_is_that_of_the_whole()
    {
        WriteFleet(static _ => "in sync");
        Assert.Equal(0, Run(["merge", .. Parts(5)]).Code);

        WriteFleet(static i => i == 3 ? "extra" : "in sync");
        Assert.Equal(2, Run(["merge", .. Parts(5)]).Code);

        WriteFleet(static i => i switch { 3 => "extra", 4 => "gone", _ => "in sync" });
        Assert.Equal(1, Run(["merge", .. Parts(5)]).Code);
    }

    [Fact]
    public void A_part_without_instances_is_no_error()
    {
        WriteFleet(static _ => "in sync");

        var parts = Enumerable.Range(1, 40).Select(number => Drift("--shard", $"{number}/40", "--format", "json")).ToList();

        Assert.All(parts, part => Assert.Equal((0, ""), (part.Code, part.Error)));
        Assert.Contains(parts, part => JsonNode.Parse(part.Output)!["instances"]!.AsArray().Count == 0);
    }

    [Fact]
    public void Gaps_doubles_and_strangers_are_refused()
    {
        WriteFleet();
        string[] parts = [.. Parts(5)];
        var other = Assert.Single(Parts(1));
        var check = Write("check.json", Run(["check", "--shard", "1/5", "--format", "json"]).Output);
        Write("Pulumi.new.yaml", File.ReadAllText(Path.Combine(_folder, $"Pulumi.{NameOf(0)}.yaml")).Replace(
            NameOf(0), "new", StringComparison.Ordinal));
        var later = Write("later.json", Drift("--shard", "5/5", "--format", "json").Output);

        Refused(parts[..4], "part 5 of 5 are missing");
        Refused([parts[0], parts[2]], "parts 2, 4, 5 of 5 are missing");
        Refused([.. parts, parts[1]], "Part 2 of 5 is there twice");
        Refused([.. parts[..4], other], "One report is of 5 parts, another of 1");
        Refused([.. parts[..4], check], "different commands");
        Refused([.. parts[..4], later], "different instances");
        Refused([Write("whole.json", Drift("--format", "json").Output)], "about a whole fleet");
        Refused([Write("empty.json", "")], "not a report");
        Refused([Write("list.json", "[]")], "not a report");
        Refused([Write("cut.json", File.ReadAllText(Path.Combine(_folder, parts[0]))[..200])], "not a report");
        Refused(["none.json"], "cannot be read");
        Assert.Equal(1, Run(["merge", "--partial", .. parts[..2]]).Code);

        void Refused(string[] files, string expected)
        {
            var (code, output, error) = Run(["merge", "--format", "json", .. files]);
            Assert.Equal((1, ""), (code, output));
            Assert.Contains(expected, error, StringComparison.Ordinal);
            Assert.DoesNotContain("unexpected", error, StringComparison.Ordinal);
        }
    }

    /// <summary>An entry that covers something in one part is used, and one that covers nothing in any is told once.</summary>
    [Fact]
    public void An_entry_of_the_ignore_file_is_unused_only_where_no_part_uses_it()
    {
        WriteFleet(static i => i == 3 ? "extra" : "in sync");
        Write("drift-ignore.yaml", $"""
            ignore:
              - instance: {NameOf(3)}
                flow: inbound tcp 0.0.0.0/0 22
                reason: debugging
                owner: team
                expires: 2999-12-31
              - instance: {NameOf(4)}
                flow: inbound tcp 0.0.0.0/0 23
                reason: nothing
                owner: team
                expires: 2999-12-31

            """);

        var whole = Drift("--format", "json");
        var merged = Run(["merge", .. Parts(5), "--format", "json"]);

        Assert.Equal(whole, merged);
        Assert.Equal(0, merged.Code);
        Assert.Equal(
            [ProblemIds.IgnoreEntryUnused, ProblemIds.ComparedLess],
            JsonNode.Parse(merged.Output)!["problems"]!.AsArray().Select(problem => problem!["id"]!.GetValue<string>()));
    }

    // Which instances a file that cannot be read has is unknown to every part.
    [Fact]
    public void A_stack_that_cannot_be_read_is_told_by_every_part_and_once_by_the_whole()
    {
        WriteFleet(static _ => "in sync");
        Write("Pulumi.bad.yaml", "config: []");

        foreach (var format in ReportFormats.Names)
        {
            var whole = Drift("--format", format);
            Assert.Equal(1, whole.Code);
            Assert.Equal(whole, Run(["merge", .. Parts(3), "--format", format]));
        }
    }

    // The names of 'x-2' and 'x' collide: the parts of both say so, and others compare what they have of the stack.
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_stack_that_cannot_be_planned_in_one_part_is_told_by_the_whole(int count)
    {
        WriteFleet(static _ => "in sync");
        Write("Pulumi.colliding.yaml", """
            config:
              starface:cloud: azure
              starface:policy: test
              starface:resourceGroupName: rg
              starface:peers:
                phones: ["203.0.113.0/24"]
                sip-providers: ["198.51.100.0/25"]
                administrators: ["192.0.2.0/28"]
              starface:instances:
                - name: x-subnet
                  subnetIds: { y: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/one }
                - name: x
                  subnetIds: { subnet-y: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/two }
                - name: z

            """);

        var whole = Drift("--format", "json");
        var merged = Run(["merge", .. Parts(count), "--format", "json"]);

        Assert.Equal((1, 1), (whole.Code, merged.Code));
        Assert.Equal(
            JsonNode.Parse(whole.Output)!["unreadStacks"]!.ToJsonString(), JsonNode.Parse(merged.Output)!["unreadStacks"]!.ToJsonString());
    }

    [Fact]
    public void The_parts_of_a_check_are_the_whole_in_every_format()
    {
        Write("Pulumi.bad.yaml", "config: []");
        Write("Pulumi.worse.yaml", File.ReadAllText(Path.Combine(_folder, $"Pulumi.{NameOf(0)}.yaml")).Replace(
            "203.0.113.0/24", "203.0.113.1/24", StringComparison.Ordinal));
        foreach (var least in new[] { "error", "warning" })
        {
            foreach (var format in ReportFormats.Names)
            {
                var whole = Run(["check", "--format", format, "--fail-on", least]);
                string[] parts =
                [
                    .. Enumerable.Range(1, 4).Select(number => Write(
                        $"check-{number}.json",
                        Run(["check", "--shard", $"{number}/4", "--fail-on", least, "--format", "json"]).Output)),
                ];

                Assert.Equal(whole, Run(["merge", .. parts, "--format", format]));
            }
        }
    }

    [Fact]
    public void Entries_of_accepted_findings_are_judged_by_all_parts_together()
    {
        Write("Pulumi.pbx-00.yaml", File.ReadAllText(Path.Combine(_folder, "Pulumi.pbx-00.yaml")).Replace(
            Plans.Phones, "0.0.0.0/0", StringComparison.Ordinal));
        Write("policy-accept.yaml", """
            accept:
              - { id: SFP3003, stack: pbx-00, reason: used in one part, until: 2099-01-01 }
              - { id: SFP3002, stack: pbx-01, reason: used nowhere, until: 2099-01-01 }

            """);
        string[] parts =
        [
            .. Enumerable.Range(1, 4).Select(number => Write(
                $"check-{number}.json", Run(["check", "--shard", $"{number}/4", "--format", "json"]).Output)),
        ];

        foreach (var format in ReportFormats.Names)
        {
            var whole = Run(["check", "--format", format]);
            Assert.Equal(whole, Run(["merge", .. parts, "--format", format]));
            Assert.Contains("SFP3002, stack pbx-01", whole.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("SFP3003, stack pbx-00", whole.Output, StringComparison.Ordinal);
        }

        Assert.All(parts, part => Assert.DoesNotContain(
            JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, part)))!["problems"]!.AsArray(),
            problem => problem!["id"]!.GetValue<string>() == "SFP6015"));
    }

    [Fact]
    public void The_parts_of_a_preview_are_the_whole()
    {
        var whole = Run(["preview", "--all", "--format", "json"]);
        string[] parts =
        [
            .. Enumerable.Range(1, 4).Select(number => Write(
                $"preview-{number}.json", Run(["preview", "--all", "--shard", $"{number}/4", "--format", "json"]).Output)),
        ];

        Assert.Equal(whole, Run(["merge", "--format", "json", .. parts]));
        Assert.Contains("JSON alone", Run(["merge", .. parts]).Error, StringComparison.Ordinal);
    }

    private static string NameOf(int i) => FormattableString.Invariant($"pbx-{i:D2}");

    /// <summary>A fleet with everything that drift tells, unless each instance's state is given.</summary>
    private void WriteFleet(Func<int, string>? stateOf = null)
    {
        string[] states = ["in sync", "in sync", "extra", "missing", "gone", "tag", "hostile", "default"];
        stateOf ??= i => states[i % states.Length];
        var groups = LiveJson.AwsGroups([.. Enumerable.Range(0, Instances).Select(i => Plans.Pbx(AwsTarget.Instance, NameOf(i)))]);
        var all = (JsonArray)groups["SecurityGroups"]!;
        for (var i = Instances - 1; i >= 0; i--)
        {
            var ingress = (JsonArray)all[i]!["IpPermissions"]!;
            switch (stateOf(i))
            {
                case "gone":
                    all.RemoveAt(i);
                    break;
                case "missing":
                    ingress.RemoveAt(0);
                    break;
                case "extra":
                    ingress.Add(Open(22, "debug"));
                    break;
                case "hostile":
                    ingress.Add(Open(23, "::error::##vso[x]\u001b[31m|`<!--]]>\u202e"));
                    break;
                case "default":
                    ingress.Add(JsonNode.Parse("""{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}"""));
                    break;
                case "tag":
                    all[i]!["Tags"]!.AsArray().First(tag => tag!["Key"]!.GetValue<string>() == PlanTags.PlannedDigest)!["Value"] = "other";
                    break;
            }
        }

        _live.Clear();
        File.WriteAllBytes(Path.Combine(_folder, "live.json"), LiveJson.Bytes(groups));
        _live.Add("live.json");
    }

    private static JsonObject Open(int port, string description) => new()
    {
        ["IpProtocol"] = "tcp",
        ["FromPort"] = port,
        ["ToPort"] = port,
        ["IpRanges"] = new JsonArray(new JsonObject { ["CidrIp"] = "0.0.0.0/0", ["Description"] = description }),
    };

    private string Write(string name, string content)
    {
        File.WriteAllText(Path.Combine(_folder, name), content);
        return name;
    }

    private IEnumerable<string> Parts(int count) => Enumerable.Range(1, count).Select(number => Write(
        FormattableString.Invariant($"part-{number}-{count}.json"),
        Drift("--shard", FormattableString.Invariant($"{number}/{count}"), "--format", "json").Output)).ToList();

    private (int Code, string Output, string Error) Drift(params string[] options) =>
        Run(["drift", "--all", "--scope", "group", .. _live.SelectMany(file => new[] { "--live", file }), .. options]);

    private (int Code, string Output, string Error) Run(string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLineApp.Run(
            arguments, output, error, new CliEnvironment(_folder, _folder), new Lazy<Policy.PolicyCatalog>(Catalog));
        return (code, output.ToString(), error.ToString());
    }
}
