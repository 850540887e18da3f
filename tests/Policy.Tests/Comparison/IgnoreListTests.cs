using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;
using Starface.Policy.Configuration;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Comparison;

public sealed class IgnoreListTests
{
    private static readonly (string, ConfigNode)[] s_entry =
    [
        ("reason", Text("audit")), ("owner", Text("ops")), ("expires", Text("2027-01-31")), ("flow", Text("inbound tcp 10.0.0.0/8 22")),
    ];

    [Fact]
    public void An_entry_is_read_with_everything_it_says()
    {
        var list = IgnoreList.Read(
            File([.. s_entry, ("instance", Text("pbx")), ("rule", Text("sgr-1"))]), out var problems);

        Assert.Empty(problems);
        var entry = Assert.Single(list.Entries);
        Assert.Equal(
            ("audit", "ops", Day("2027-01-31"), "pbx", "sgr-1"),
            (entry.Reason, entry.Owner, entry.Expires, entry.Instance, entry.Rule));
        Assert.Equal((FlowsOf("inbound tcp 10.0.0.0/8 22"), At(2, 3)), (entry.Flows, entry.Place));
        Assert.Equal("instance pbx, rule sgr-1, flow inbound tcp 10.0.0.0/8 22", entry.Scope);
    }

    [Theory]
    [InlineData("reason", "line 2, column 3: ignore[0]: 'reason' is missing; write why the drift is accepted.")]
    [InlineData("owner", "line 2, column 3: ignore[0]: 'owner' is missing; write who is responsible for it.")]
    [InlineData("expires", "line 2, column 3: ignore[0]: 'expires' is missing; write the last day on which it is valid, such as "
        + "2026-12-31.")]
    [InlineData("flow", "line 2, column 3: ignore[0]: The entry has no flow, and an entry covers only the flows it was written for; add "
        + "'flow' with one or several of the flows that the report lists, such as 'inbound tcp 203.0.113.0/24 22'.")]
    public void What_an_entry_lacks_is_named(string key, string message) =>
        Assert.Equal([message], ProblemsOf(File([.. s_entry.Where(field => field.Item1 != key)])));

    [Theory]
    [InlineData("reason", "", "Expected text, found nothing.")]
    [InlineData("expires", "31.01.2027", "'31.01.2027' is not a valid date; use yyyy-MM-dd, such as 2027-01-31.")]
    [InlineData("expires", "2027-02-29", "'2027-02-29' is not a valid date; use yyyy-MM-dd, such as 2027-01-31.")]
    [InlineData("rules", "x", "Unknown key 'rules'; did you mean 'rule'?")]
    public void A_bad_field_is_named_where_it_stands(string key, string value, string message) =>
        Assert.Equal(
            [$"line 5, column 7: ignore[0].{key}: {message}"],
            ProblemsOf(File([.. s_entry.Where(field => field.Item1 != key), (key, new ConfigScalar(value, At(5, 7)))])));

    [Fact]
    public void An_invalid_flow_says_why()
    {
        FlowRange.TryParse("inbound tcp nowhere", out _, out var problem);

        Assert.Equal(
            [$"line 5, column 7: ignore[0].flow: {problem!.Describe()}"],
            ProblemsOf(File(
                [.. s_entry.Where(field => field.Item1 != "flow"), ("flow", new ConfigScalar("inbound tcp nowhere", At(5, 7)))])));
    }

    [Fact]
    public void A_file_of_another_shape_is_refused()
    {
        Assert.Equal(
            ["line 1, column 1: ignore: Expected a file that begins with 'ignore:' and a list, found the value 'x'."],
            ProblemsOf(new ConfigScalar("x", At(1, 1))));
        Assert.Equal(
            ["line 1, column 1: ignore: 'ignore' is missing; begin the file with 'ignore:' and a list."],
            ProblemsOf(new ConfigMap([], At(1, 1))));
        Assert.Equal(["ignore: Expected a list, found the value 'x'."], ProblemsOf(Map(("ignore", Text("x")))));
        Assert.Equal(
            ["ignore[1]: Expected a map with flow, reason, owner and expires, and perhaps rule and instance, found the value 'x'."],
            ProblemsOf(Map(("ignore", new ConfigList([Map(s_entry), Text("x")])))));
        Assert.Equal(["ignor: Unknown key 'ignor'; did you mean 'ignore'?", "ignore: 'ignore' is missing; begin the file with 'ignore:' "
            + "and a list."], ProblemsOf(Map(("ignor", Text("x")))));
    }

    [Fact]
    public void An_entry_holds_to_the_end_of_its_day()
    {
        var entry = new IgnoreEntry("audit", "ops", Day("2027-01-31"));

        Assert.False(entry.IsExpired(CalendarDate.FromDateTime(new DateTime(2027, 1, 31, 23, 59, 59))));
        Assert.True(entry.IsExpired(Day("2027-02-01")));
    }

    [Fact]
    public void An_entry_covers_its_flows_of_any_rule_or_of_one()
    {
        var rule = Entry() with { Rule = "SGR-1", Flows = FlowsOf("inbound tcp any-v4 22") };
        var flow = Entry() with { Flows = FlowsOf("inbound tcp 10.0.0.0/9 22") };

        var (whole, part) = (Apply([rule], "2027-01-31"), Apply([flow], "2027-01-31"));

        Assert.Equal(["sgr-2"], whole.Instances[0].Extra.Select(extra => extra.Rule.Id));
        Assert.Equal(
            [("extra, rule sgr-1: inbound tcp 10.0.0.0/8 22", rule, true)],
            whole.Instances[0].Ignored.Select(ignored => (ignored.What, ignored.Entry, ignored.IsExtra)));
        Assert.Equal(
            ["inbound tcp 10.128.0.0/9 22", "inbound tcp 203.0.113.0/24 23"],
            part.Instances[0].Extra.SelectMany(extra => extra.Ranges).Select(range => range.ToString()));
        Assert.Equal(
            [("extra, rule sgr-1: inbound tcp 10.0.0.0/9 22", flow, true)],
            part.Instances[0].Ignored.Select(ignored => (ignored.What, ignored.Entry, ignored.IsExtra)));
        Assert.Empty(whole.AcceptanceFindings.Concat(part.AcceptanceFindings));
    }

    [Fact]
    public void What_is_missing_is_left_alone_by_flow_and_never_by_rule()
    {
        var flow = Entry() with { Flows = FlowsOf("outbound udp 192.0.2.53/32 53") };
        var both = flow with { Rule = "sgr-1" };

        var (byFlow, byBoth) = (Apply([flow], "2027-01-31"), Apply([both], "2027-01-31"));

        Assert.Empty(byFlow.Instances[0].Missing);
        Assert.Equal(
            [("missing: outbound udp 192.0.2.53/32 53", flow, false)],
            byFlow.Instances[0].Ignored.Select(ignored => (ignored.What, ignored.Entry, ignored.IsExtra)));
        Assert.Single(byBoth.Instances[0].Missing);
        Assert.Empty(byBoth.Instances[0].Ignored);
    }

    [Fact]
    public void Everything_left_alone_is_in_sync()
    {
        IgnoreEntry[] all =
        [
            Entry() with { Rule = "sgr-1", Instance = "pbx", Flows = FlowsOf("inbound tcp 10.0.0.0/8 22") },
            Entry() with { Rule = "sgr-2", Flows = FlowsOf("inbound tcp 203.0.113.0/24 23") },
            Entry() with
            {
                Flows = FlowsOf("outbound all 0.0.0.0/0"),
            },
        ];

        Assert.Equal((DriftStatus.InSync, 3), (Apply(all, "2027-01-31").Status, Apply(all, "2027-01-31").Instances[0].Ignored.Length));
        Assert.Equal((DriftStatus.Drift, 0), (Apply(all, "2027-02-01").Status, Apply(all, "2027-02-01").Instances[0].Ignored.Length));
    }

    [Fact]
    public void An_entry_that_expired_or_covers_nothing_is_a_finding()
    {
        IgnoreEntry[] entries =
        [
            Entry() with { Rule = "sgr-1", Instance = "other", Flows = FlowsOf("inbound tcp 10.0.0.0/8 22") },
            Entry() with { Rule = "sgr-2", Expires = Day("2027-01-30") },
        ];

        var report = Apply(entries, "2027-01-31");

        Assert.Equal(
            [
                "The entry for instance other, rule sgr-1, flow inbound tcp 10.0.0.0/8 22 of ops covers nothing that was found (audit); "
                    + "remove it.",
                "The entry for rule sgr-2 of ops expired on 2027-01-30 (audit); "
                    + "fix the drift, or review the exception and set a later date.",
            ],
            report.AcceptanceFindings.Select(finding => finding.Problem.Describe()));
        Assert.Equal(2, report.Instances[0].Extra.Length);
    }

    private static IgnoreEntry Entry() => new("audit", "ops", Day("2027-01-31"));

    private static CalendarDate Day(string text) => CalendarDate.Parse(text);

    private static DriftReport Apply(IgnoreEntry[] entries, string today)
    {
        var plan = AwsTarget.Instance.Plan(
            new PlanRequest("pbx", Of(Service("dns", Outbound(Protocol.Udp, "53")), "resolvers", "192.0.2.53/32")));
        var (first, second) = (new LiveRule("sgr-1", Direction.Inbound, []), new LiveRule("sgr-2", Direction.Inbound, []));
        var drift = new InstanceDrift(
            ComparedPlan.From(plan),
            [],
            [
                DriftWords.Extra("pbx", "sg-1", first, FlowsOf("inbound tcp 10.0.0.0/8 22"), false), DriftWords
                    .Extra("pbx", "sg-1", second, FlowsOf("inbound tcp 203.0.113.0/24 23"), false),
            ],
            [DriftWords.Missing("pbx", [new Origin("dns", "row")], FlowsOf("outbound udp 192.0.2.53/32 53"), null, FlowSet.Empty)],
            [],
            [],
            []);
        return new IgnoreList([.. entries]).Apply([drift], Day(today));
    }

    private static ConfigMap File(params (string, ConfigNode)[] fields) =>
        Map(("ignore", new ConfigList([Map(fields) with { Place = At(2, 3) }])));

    private static string[] ProblemsOf(ConfigNode root)
    {
        Assert.Empty(IgnoreList.Read(root, out var problems).Entries);
        return [.. problems.Select(problem => problem.ToString())];
    }

    private static ConfigScalar Text(string text) => new(text);

    private static ConfigMap Map(params (string Key, ConfigNode Value)[] entries) =>
        new([.. entries.Select(entry => new ConfigEntry(entry.Key, entry.Value, entry.Value.Place))]);
}
