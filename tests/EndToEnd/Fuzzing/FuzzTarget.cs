using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Policies;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using Starface.Policy.Flows;

namespace Starface.EndToEnd.Fuzzing;

/// <summary>A reader of text from people or machines, and what must hold for every text.</summary>
/// <param name="Name">The name of its corpus.</param>
/// <param name="Read">Reads a text: returns whether it was accepted, and fails where a promise is broken.</param>
/// <param name="Words">What its texts are made of.</param>
internal sealed record FuzzTarget(string Name, Func<string, bool> Read, ImmutableArray<string> Words)
{
    private static readonly ImmutableArray<string> s_addressWords =
    [
        "0", "1", "255", "256", "32", "128", "/", ".", ":", "::", "ffff", "fe80::", "%eth0", "-", " ", "00", "x", "192.0.2.0/24",
        "2001:db8::/32", "::ffff:192.0.2.1", "\u0660", "\0",
    ];
    private static readonly ImmutableArray<string> s_portWords =
    [
        "0", "1", "443", "65535", "65536", "-", "+", " ", "00", "99999999999", "\u0661", ",",
    ];
    private static readonly ImmutableArray<string> s_flowWords =
    [
        .. s_addressWords, .. s_portWords, "inbound", "outbound", "tcp", "udp", "icmp", "icmpv6", "all", "esp", "type", "code", "to",
        "any-v4", "any-v6", "group:sg-1", "0-255",
    ];
    private static readonly ImmutableArray<string> s_configWords =
        [
            .. s_addressWords, "\n", "  ", "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!str ", "|", "> ", "\"", "'", "#", "---\n",
            "config:", "starface:", "starface:policy: ", "cloud-pbx", "aws", "azure", "peers", "administrators", "instances", "name",
            "settings", "WebPort", "hosts", "pbxVersion", "7.0.0.19",
        ];
    private static readonly ImmutableArray<string> s_jsonWords =
    [
        .. s_addressWords, "{", "}", "[", "]", "\"", ":", ",", "null", "true", "false", "-1", "1e9", "99999999999", "\\u0000", "\\ud800",
        "\"a\": ", "{\"a\": 1}", "[[[[[[[[", "\uFEFF", "\u00ff",
    ];
    private static readonly ImmutableArray<string> s_liveWords =
    [
        .. s_jsonWords,
        "\"SecurityGroups\": ", "\"SecurityGroupRules\": ", "\"NextToken\": ", "\"nextLink\": ", "\"value\": ", "\"GroupId\": ",
        "\"sg-1\"", "\"IpPermissions\": ", "\"Ipv6Ranges\": ", "\"PrefixListId\": ", "\"IsEgress\": ", "\"FromPort\": ",
        "\"securityRules\": ", "\"properties\": ", "\"Deny\"", "\"*\"", "\"Internet\"", "\"VirtualNetwork\"", "\"priority\": ",
        "\"destinationPortRanges\": ", "\"sourceApplicationSecurityGroups\": ", "\"deployment\": ",
    ];
    private static readonly ImmutableArray<string> s_stateWords =
    [
        .. s_jsonWords,
        "\"deployment\": ", "\"resources\": ", "\"version\": 3", "\"outputs\": ", "\"delete\": true, ", "\"external\": true, ",
        "\"initErrors\": ", "\"pending_operations\": ", "\"urn\": ", "::", "\"4dabf18193072939515e22adb298388d\": ",
        "\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"", "\"self\": true, ", "\"ingress\": ", "\"cidrBlocks\": ", "\"protocol\": ",
        "\"fromPort\": ",
        "\"securityGroupId\": ", "\"aws:ec2/securityGroupRule:SecurityGroupRule\"",
        "\"azure:network/networkSecurityGroup:NetworkSecurityGroup\"", "\"securityRules\": ",
    ];

    public static ImmutableArray<FuzzTarget> All { get; } =
    [
        Text<Prefix>(
            "prefix",
            static text => (Prefix.TryParse(text, out var value, out var problem), value, problem?.Describe()),
            Prefix.Parse,
            s_addressWords),
        Text<Address>(
            "address",
            static text => (Address.TryParse(text, out var value, out var problem), value, problem?.Describe()),
            Address.Parse,
            s_addressWords),
        Text<AddressRange>(
            "address-range",
            static text => (AddressRange.TryParse(text, out var value, out var problem), value, problem?.Describe()),
            AddressRange.Parse,
            s_addressWords),
        Text<PortRange>(
            "port",
            static text => (PortRange.TryParse(text, out var value, out var problem), value, problem?.Describe()),
            PortRange.Parse,
            s_portWords),
        Text<FlowRange>(
            "flow-range",
            static text => (FlowRange.TryParse(text, out var value, out var problem), value, problem?.Describe()),
            FlowRange.Parse,
            s_flowWords),
        Text<Flow>(
            "flow",
            static text => (Flow.TryParse(text, out var value, out var problem), value, problem?.Describe()),
            Flow.Parse,
            s_flowWords),
        Text<PbxVersion>(
            "pbx-version",
            static text => (PbxVersion.TryParse(text, out var value, out var problem), value, problem?.Describe()),
            PbxVersion.Parse,
            [.. s_portWords, "."]),
        Text<Peer>(
            "peer",
            static text => (Peer.TryParse(text, out var value, out var problem), value!, problem?.Describe()),
            Peer.Parse,
            readsBack: static peer => peer.Prefix is not null,
            words: [.. s_addressWords, "sg-0123abcd", "pl-0123abcd", ":55", "tag:", "VirtualNetwork", "/subscriptions/"]),
        new("config", Config, s_configWords),
        new("live-json", LiveTarget.Read, s_liveWords),
        new("state", LiveTarget.ReadState, s_stateWords),
    ];

    /// <summary>
    /// Trying never throws and says why not; parsing throws nothing but <see cref="FormatException"/>; what is accepted reads back the same
    /// from its own text.
    /// </summary>
    private static FuzzTarget Text<T>(
        string name,
        Func<string, (bool Accepted, T Value, string? Reason)> tryParse,
        Func<string, T> parse,
        ImmutableArray<string> words,
        Func<T, bool>? readsBack = null)
        where T : IEquatable<T> => new(name, text =>
    {
        var (accepted, value, reason) = tryParse(text);
        if (!accepted)
        {
            Assert.False(string.IsNullOrWhiteSpace(reason), "A refusal gives no reason.");
            Assert.Throws<FormatException>(() => { parse(text); });
            return false;
        }

        Assert.Equal(value, parse(text));
        // The text of a peer that only a cloud knows is the cloud's id, not what people write.
        if (readsBack?.Invoke(value) == false) return true;
        var written = value.ToString()!;
        var (again, copy, why) = tryParse(written);
        Assert.True(again, $"It writes '{written}', which it does not read: {why}");
        Assert.Equal(value, copy);
        Assert.Equal(written, copy.ToString());
        return true;
    }, words);

    /// <summary>A configuration is read and bound, or refused with messages; nothing else is thrown.</summary>
    private static bool Config(string text)
    {
        ConfigNode? root;
        try
        {
            root = YamlConfigReader.ReadPulumis(text, "Pulumi.fuzz.yaml");
        }
        catch (UsageException usage)
        {
            Assert.All(usage.Problems, problem => Assert.False(string.IsNullOrWhiteSpace(problem.Message)));
            return false;
        }

        if (root is not ConfigMap map || map["config"] is not ConfigMap config) return false;
        var neutral = config with
        {
            Entries =
            [
                .. config.Entries.Select(
                    entry => entry with
                    {
                        Key = entry.Key.StartsWith("starface:", StringComparison.Ordinal) ? entry.Key["starface:".Length..] : entry.Key,
                    }),
            ],
        };
        var bound = StackConfigBinder.Bind(Catalog.Instance, ShippedClouds.All, "fuzz", neutral);
        Assert.NotEqual(bound.Instances.IsEmpty, bound.Problems.IsEmpty);
        return bound.Problems.IsEmpty;
    }
}
