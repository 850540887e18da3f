using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Azure.Network;
using Pulumi.Testing;
using Pulumi.Utilities;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Infra.Tests;

/// <summary>The outputs of an update tell what is there, and not what was planned.</summary>
public sealed class ReturnedOutputTests
{
    private const string Web443 = "one-in-tcp-443-10.8.0.0-16";
    private const string Http = "inbound tcp 10.8.0.0/16 80";
    private const string Https = "inbound tcp 10.8.0.0/16 443";
    private static readonly TestOptions Update = new() { IsPreview = false };

    private static readonly Dictionary<string, string> Stack = new()
    {
        ["starface:cloud"] = "aws",
        ["starface:policy"] = "cloud-pbx-vpn",
        ["starface:neverCut"] = """["web-interface"]""",
        ["starface:peers"] = """{"resolvers":["192.0.2.53"],"time-servers":["192.0.2.123"],"vpn":["10.8.0.0/16"]}""",
        ["starface:instances"] = """[{"name":"one"}]""",
    };

    [Fact]
    public async Task An_update_that_made_everything_puts_out_what_was_planned()
    {
        var mocks = Returning(_ => null);

        var outputs = await RunAsync(mocks);

        Assert.Contains(mocks.Outputs, registered => registered.Outputs.ContainsKey("digest"));
        Assert.Equal(Vpn().Digest, await StackOutput.TextAsync(outputs["one-digest"]));
        Assert.Equal([Http, Https], (await StackOutput.NeverCutAsync(outputs["one-neverCut"]))["web-interface"]);
    }

    [Fact]
    public async Task Outputs_are_never_known_when_the_fifth_rule_fails()
    {
        var rules = 0;
        IDictionary<string, object?>? outputs = null;
        var mocks = new RecordingMocks
        {
            StackOutputs = ImmutableDictionary<string, object>.Empty,
            OnResource = registration => IsRule(registration) && Interlocked.Increment(ref rules) == 5
                ? throw new InvalidOperationException("RulesPerSecurityGroupLimitExceeded")
                : null,
        };

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(mocks, seen: made => outputs = made));

        Assert.Contains("RulesPerSecurityGroupLimitExceeded", failure.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => StackOutput.TextAsync(outputs!["one-digest"]));
        await Assert.ThrowsAnyAsync<Exception>(() => StackOutput.NeverCutAsync(outputs!["one-neverCut"]));
        Assert.DoesNotContain(mocks.Outputs, registered => registered.Outputs.ContainsKey("digest"));
    }

    [Fact]
    public async Task A_rule_that_was_left_out_is_not_put_out_though_the_engine_answers_with_its_inputs()
    {
        var outputs = await RunAsync(Returning(registration => registration.Name == Web443 ? (null, registration.Inputs) : null));

        Assert.NotEqual(Vpn().Digest, await StackOutput.TextAsync(outputs["one-digest"]));
        Assert.Equal([Http], (await StackOutput.NeverCutAsync(outputs["one-neverCut"]))["web-interface"]);
    }

    [Fact]
    public async Task An_update_in_place_puts_out_the_properties_that_the_provider_returned()
    {
        var outputs = await RunAsync(Returning(registration => registration.Name == Web443
            ? ("sgr-1", registration.Inputs.SetItem("fromPort", 442.0).SetItem("description", "as it was"))
            : null));
        var described = await RunAsync(
            Returning(registration => IsRule(registration)
                ? ("sgr-" + registration.Name, registration.Inputs.SetItem("description", "as it was"))
                : null));

        Assert.NotEqual(Vpn().Digest, await StackOutput.TextAsync(outputs["one-digest"]));
        Assert.Equal(Vpn().Digest, await StackOutput.TextAsync(described["one-digest"]));
    }

    [Fact]
    public async Task What_a_provider_writes_for_absent_properties_changes_nothing()
    {
        var outputs = await RunAsync(Returning(registration => IsRule(registration)
            ? (
                "sgr",
                new[] { "cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId" }
                    .Where(remote => !registration.Inputs.ContainsKey(remote))
                    .Aggregate(registration.Inputs, (state, remote) => state.Add(remote, "")))
            : null));

        Assert.Equal(Vpn().Digest, await StackOutput.TextAsync(outputs["one-digest"]));
    }

    [Fact]
    public async Task A_rule_in_a_form_that_cannot_be_read_counts_as_planned()
    {
        var outputs = await RunAsync(Returning(
            registration => registration.Name == Web443 ? ("sgr-1", registration.Inputs.SetItem("ipProtocol", "6")) : null));

        Assert.Equal(Vpn().Digest, await StackOutput.TextAsync(outputs["one-digest"]));
    }

    [Fact]
    public async Task A_preview_puts_out_what_is_planned()
    {
        var outputs = await RunAsync(Returning(registration => (null, registration.Inputs)), preview: true);

        Assert.Equal(Vpn().Digest, await StackOutput.TextAsync(outputs["one-digest"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task Names_of_groups_and_lists_are_known_again_by_their_ids(int? prefixListsFrom)
    {
        var policy = new CloudPbxConnect(new CloudPbxConnect.Peers
        {
            Administrators = [Peer.SecurityGroupInput("bastion"), "203.0.113.0/24"],
            Phones = ["198.51.100.0/24", "2001:db8::/48", Peer.PrefixListInput("offices", 5)],
            Resolvers = ["192.0.2.53"],
            TimeServers = ["192.0.2.123"],
        });
        PolicySecurityGroup? group = null;

        await Deployment.TestAsync(new RecordingMocks(), Update, () =>
        {
            var bastion = new SecurityGroup("bastion");
            group = new PolicySecurityGroup("pbx", new PolicySecurityGroupArgs
            {
                Policy = policy,
                Groups = { ["bastion"] = bastion.Id, ["offices"] = "pl-1" },
                PrefixListsFrom = prefixListsFrom,
            });
        });

        Assert.Equal(policy.Flows, await OutputUtilities.GetValueAsync(group!.Permitted));
        Assert.Equal(policy.Digest, await OutputUtilities.GetValueAsync(group.Digest));
    }

    [Fact]
    public async Task A_list_whose_entries_are_others_changes_what_its_rules_permit()
    {
        var policy = Vpn();
        PolicySecurityGroup? group = null;
        var mocks = Returning(registration => registration.Type == AwsTypes.PrefixList && registration.Inputs["addressFamily"] is "IPv4"
            ? (
                registration.Name + "-id",
                registration.Inputs.SetItem(
                    "entries",
                    ImmutableArray.Create<object>(ImmutableDictionary<string, object>.Empty.Add("cidr", "10.8.0.0/17"))))
            : null);

        await Deployment.TestAsync(mocks, Update, () =>
        {
            group = new PolicySecurityGroup("pbx", new PolicySecurityGroupArgs { Policy = policy, PrefixListsFrom = 1 });
        });

        var permitted = await OutputUtilities.GetValueAsync(group!.Permitted);
        Assert.True(permitted.Contains(FlowRange.Parse("inbound tcp 10.8.0.0/17 443")));
        Assert.False(permitted.Overlaps(FlowRange.Parse("inbound tcp 10.8.128.0/17 443")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_Azure_the_outputs_are_those_of_the_returned_rules(bool everything)
    {
        var policy = new CloudPbxConnect(new CloudPbxConnect.Peers
        {
            Administrators = [Peer.ApplicationSecurityGroupInput("jump-hosts")],
            Phones = ["198.51.100.0/24", "2001:db8::/48"],
            Resolvers = ["192.0.2.53"],
            TimeServers = ["192.0.2.123"],
        });
        PolicyNetworkSecurityGroup? group = null;
        var mocks = Returning(registration => registration.Type == AzureTypes.NetworkSecurityGroup
            ? (
                "/SUBSCRIPTIONS/1/nsg",
                registration.Inputs.SetItem("securityRules", ((ImmutableArray<object>)registration.Inputs["securityRules"])
                    .Cast<ImmutableDictionary<string, object>>()
                    .Where(rule => everything || !((string)rule["name"]).Contains("443", StringComparison.Ordinal))
                    .Select(rule => (object)AsAzureReturns(rule))
                    .Reverse()
                    .ToImmutableArray()))
            : null);

        await Deployment.TestAsync(mocks, Update, () =>
        {
            var hosts = new ApplicationSecurityGroup("hosts", new ApplicationSecurityGroupArgs { ResourceGroupName = "rg" });
            group = new PolicyNetworkSecurityGroup("pbx", new PolicyNetworkSecurityGroupArgs
            {
                Policy = policy,
                ResourceGroupName = "rg",
                Groups = { ["jump-hosts"] = hosts.Id },
                AllowLoadBalancerProbes = true,
            });
        });

        var permitted = await OutputUtilities.GetValueAsync(group!.Permitted);
        Assert.Equal(everything, policy.Flows == permitted);
        Assert.True(policy.Flows.IsSupersetOf(permitted));
        Assert.Equal(FlowDigest.From(permitted), await OutputUtilities.GetValueAsync(group.Digest));
    }

    [Fact]
    public async Task On_Azure_a_group_that_was_left_out_permits_nothing()
    {
        PolicyNetworkSecurityGroup? group = null;

        await Deployment.TestAsync(Returning(registration => (null, registration.Inputs)), Update, () =>
        {
            group = new PolicyNetworkSecurityGroup("pbx", new PolicyNetworkSecurityGroupArgs { Policy = Vpn(), ResourceGroupName = "rg" });
        });

        Assert.Equal(FlowSet.Empty, await OutputUtilities.GetValueAsync(group!.Permitted));
    }

    /// <summary>Azure's provider returns every property: lists that do not apply are empty, and so are texts.</summary>
    private static ImmutableDictionary<string, object> AsAzureReturns(ImmutableDictionary<string, object> rule)
    {
        string[] texts = ["sourceAddressPrefix", "destinationAddressPrefix"];
        string[] lists =
        [
            "sourceAddressPrefixes", "destinationAddressPrefixes", "sourceApplicationSecurityGroupIds",
            "destinationApplicationSecurityGroupIds", "sourcePortRanges", "destinationPortRanges",
        ];
        var state = rule;
        foreach (var text in texts.Where(text => !rule.ContainsKey(text))) state = state.Add(text, "");
        foreach (var list in lists)
        {
            state = state.SetItem(list, !rule.TryGetValue(list, out var given)
                ? ImmutableArray<object>.Empty
                : list.EndsWith("Ids", StringComparison.Ordinal)
                    ? ((ImmutableArray<object>)given).Select(id => (object)((string)id).ToUpperInvariant()).ToImmutableArray()
                    : given);
        }

        return state;
    }

    private static RecordingMocks Returning(Func<MockResourceArgs, (string? Id, ImmutableDictionary<string, object> State)?> answer) =>
        new() { StackOutputs = ImmutableDictionary<string, object>.Empty, OnResource = answer };

    private static bool IsRule(MockResourceArgs registration) => registration.Type is AwsTypes.IngressRule or AwsTypes.EgressRule;

    private static CloudPbxVpn Vpn() => new(
        new CloudPbxVpn.Peers { Vpn = ["10.8.0.0/16"], Resolvers = ["192.0.2.53"], TimeServers = ["192.0.2.123"] });

    private static async Task<IDictionary<string, object?>> RunAsync(
        RecordingMocks mocks, bool preview = false, Action<IDictionary<string, object?>>? seen = null) =>
        (await StackConfiguration.RunAsync(
            Stack,
            () => Deployment.TestAsync(
                mocks,
                new TestOptions { IsPreview = preview, StackName = "stack", ProjectName = "starface" },
                async () =>
                {
                    var outputs = await PolicyProgram.RunAsync();
                    seen?.Invoke(outputs);
                    return outputs;
                }))).Outputs;
}
