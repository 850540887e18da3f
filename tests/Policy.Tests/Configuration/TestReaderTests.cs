using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using Starface.Policy.Expectations;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Configuration;

public sealed class TestReaderTests
{
    private static readonly PolicyCatalog Policies = Catalog(
        new PolicyDefinition("cloud-pbx", "Cloud PBX", null,
        [
            new Allowance(Service("web", Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" }), "administrators", null),
        ]),
        new PolicyDefinition("licensed", "Asks a license server", null,
        [
            new Allowance(Service("license", Outbound(Protocol.Tcp, "443") with { Host = "license.example.com" }), null, null),
        ]));

    [Fact]
    public void Tests_of_the_top_and_of_the_instance_are_both_run_on_the_instances_flows()
    {
        var stack = Bind(
            Test("allow", "inbound tcp 8443 from administrators"),
            ("settings", Map(("webPort", new ConfigScalar("8443")))),
            ("instances", new ConfigList(
            [
                Map(("name", new ConfigScalar("one")), Test("deny", "inbound tcp 22 from anywhere")),
                Map(("name", new ConfigScalar("two")), ("settings", Map(("webPort", new ConfigScalar("444"))))),
            ])));

        Assert.Empty(stack.Problems);
        var plans = stack.Instances.Select(instance => instance.Cloud.Plan(instance.Request)).ToList();
        Assert.Equal([FlowTestOutcome.Holds, FlowTestOutcome.Holds], plans[0].Tests.Select(test => test.Outcome));
        Assert.False(plans[0].HasErrors);
        Assert.Equal([FlowTestOutcome.Fails], plans[1].Tests.Select(test => test.Outcome));
        var finding = Assert.Single(plans[1].Findings, finding => finding.Id == "SFP8001");
        Assert.StartsWith(
            "Test 'allow: inbound tcp 8443 from administrators' fails: none of it is permitted: no rule has that port.",
            finding.Message,
            StringComparison.Ordinal);
        Assert.True(plans[1].HasErrors);
    }

    [Fact]
    public void The_place_of_a_test_is_kept_for_what_becomes_of_it()
    {
        var flow = new ConfigScalar("inbound tcp 22 from anywhere", At(9, 14));
        var stack = Bind(("tests", new ConfigList([Map(("allow", flow))])));

        var instance = Assert.Single(stack.Instances);
        var finding = Assert.Single(instance.Cloud.Plan(instance.Request).Findings, finding => finding.Id == "SFP8001");
        Assert.Equal(At(9, 14), instance.Places[finding.ConfigKey!]);
    }

    [Theory]
    [InlineData("an empty list", true)]
    [InlineData("nothing", false)]
    public void No_test_at_all_is_not_what_anybody_means(string found, bool isList) => Assert.Equal(
        $"starface:tests: Expected a list of tests such as [allow: \"inbound tcp 5061 from 203.0.113.7\"], found {found}.",
        Assert.Single(Bind(("tests", isList ? new ConfigList([]) : new ConfigScalar(""))).Problems).Describe());

    [Theory]
    [InlineData("alow", "starface:tests[0].alow: Unknown key 'alow'; did you mean 'allow'?")]
    [InlineData("Allow", "starface:tests[0].Allow: Unknown key 'Allow'; did you mean 'allow'?")]
    [InlineData("permit", "Unknown key 'permit'; use one of: allow, deny.")]
    public void Another_expectation_is_refused_with_the_known_ones(string key, string expected) => Assert.Contains(
        expected, Assert.Single(Bind(Test(key, "inbound tcp 22 from anywhere")).Problems).Describe(), StringComparison.Ordinal);

    [Fact]
    public void A_test_is_one_expectation_and_one_flow()
    {
        var flow = new ConfigScalar("inbound tcp 22 from anywhere");
        var stack = Bind(("tests", new ConfigList(
            [flow, Map(("allow", flow), ("deny", flow)), Map(("deny", new ConfigList([flow]))), Map(("deny", new ConfigScalar("")))])));

        Assert.Equal(
            [
                "starface:tests[0]: Expected an expectation and a flow, found the value 'inbound tcp 22 from anywhere'; write "
                    + "'- allow: inbound tcp 5061 from 203.0.113.7'.",
                "starface:tests[1]: Expected one expectation, found several; write each as an entry of its own, such as "
                    + "'- allow: inbound tcp 5061 from 203.0.113.7'.",
                "starface:tests[2].deny: Expected a flow such as 'inbound tcp 5061 from 203.0.113.7', found a list.",
                "starface:tests[3].deny: Expected a flow such as 'inbound tcp 5061 from 203.0.113.7', found nothing.",
            ],
            stack.Problems.Select(problem => problem.Describe()));
    }

    [Theory]
    [InlineData("inbound tcp 443 from administrator", "did you mean 'administrators'?")]
    [InlineData("inbound tcp 443 from 192.0.2.1/24", "write '192.0.2.0/24' for the network")]
    [InlineData("outbound tcp 443 to licence.example.com", "did you mean 'license.example.com'?")]
    [InlineData("inbound tcp 22 from ::1%eth0", "zone id")]
    [InlineData("inbound tcp 22 from \u202Eevil", "has no peer group '\u202Eevil'")]
    public void What_a_flow_has_wrong_is_told_at_its_key(string flow, string expected)
    {
        var problem = Assert.Single(Bind(Test("deny", flow)).Problems);

        Assert.Equal("starface:tests[0].deny", problem.Place!.Key);
        Assert.Contains(expected, problem.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_of_another_policy_may_be_tested() =>
        Assert.Empty(Bind(Test("deny", "outbound tcp 443 to license.example.com")).Problems);

    [Fact]
    public void A_repeated_test_is_a_warning_also_in_another_spelling()
    {
        var stack = Bind(("tests", new ConfigList(
            [
                Map(("deny", new ConfigScalar("inbound tcp 22 from 203.0.113.7", At(8, 13)))),
                Map(("deny", new ConfigScalar("inbound TCP 22-22 from 203.0.113.7/32", At(9, 13)))),
            ])));

        Assert.Single(stack.Instances);
        Assert.Equal(
            "line 9, column 13: starface:tests[1].deny: 'deny: inbound tcp 22 from 203.0.113.7' tests what line 8 tests; remove one.",
            Assert.Single(stack.Warnings).Describe());
    }

    [Fact]
    public void Tests_that_cannot_both_hold_contradict_each_other()
    {
        var stack = Bind(("tests", new ConfigList(
            [
                Map(("allow", new ConfigScalar("inbound tcp 443 from administrators"))),
                Map(("deny", new ConfigScalar("inbound tcp 443 from 198.51.100.0/24"))),
                Map(("deny", new ConfigScalar("inbound tcp from 192.0.2.128/25"))),
            ])));

        Assert.Equal(
            "starface:tests[2].deny: 'deny: inbound tcp from 192.0.2.128/25' contradicts 'allow: inbound tcp 443 from administrators' "
                + "(starface:tests[0].allow): both are about tcp 443; change one.",
            Assert.Single(stack.Problems).Describe());
    }

    [Fact]
    public void There_are_as_many_tests_as_a_person_writes()
    {
        var test = Map(("deny", new ConfigScalar("inbound tcp 22 from anywhere")));

        Assert.Empty(Bind(("tests", new ConfigList([.. Enumerable.Repeat(test, 1000)]))).Problems);
        Assert.Equal("SFP5017", Assert.Single(Bind(("tests", new ConfigList([.. Enumerable.Repeat(test, 1001)]))).Problems).Id);
    }

    private static (string, ConfigNode) Test(string expectation, string flow) =>
        ("tests", new ConfigList([Map((expectation, new ConfigScalar(flow)))]));

    private static StackConfig Bind(params (string, ConfigNode)[] entries) => StackConfigBinder.Bind(
        Policies,
        ShippedClouds.All,
        "customer-01",
        Map(
            [
                ("cloud", new ConfigScalar("aws")),
                ("policy", new ConfigScalar("cloud-pbx")),
                ("peers", Map(("administrators", new ConfigList([new ConfigScalar("192.0.2.0/24")])))),
                .. entries,
            ]));

    private static ConfigMap Map(params (string Key, ConfigNode Value)[] entries) =>
        new([.. entries.Select(entry => new ConfigEntry(entry.Key, entry.Value))]);
}
