using System.Collections.Immutable;
using System.Globalization;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Drift.Aws;

/// <summary>
/// Collects what lies around security groups from the items of EC2's answers: interfaces, subnets, network ACLs, and VPC Block Public
/// Access. What is wrong with an item is the item's problem, and where it does not tell which one it is, a problem of its part.
/// </summary>
/// <param name="place">Where it is: region and account, or the file.</param>
internal sealed class AwsSurroundings(string place)
{
    /// <summary>The number of the entry that matches what no other entry does; IPv6 has the one after it.</summary>
    private const int LastEntry = 32767;

    private readonly ImmutableArray<LiveInterface>.Builder _interfaces = ImmutableArray.CreateBuilder<LiveInterface>();
    private readonly ImmutableArray<LiveSubnet>.Builder _subnets = ImmutableArray.CreateBuilder<LiveSubnet>();
    private readonly ImmutableArray<LiveGroup>.Builder _acls = ImmutableArray.CreateBuilder<LiveGroup>();
    private readonly Dictionary<string, PublicAccessBlock> _exclusions = new(StringComparer.Ordinal);
    private readonly HashSet<SurroundingPart> _read = [];
    private readonly Dictionary<SurroundingPart, Problem> _unread = [];
    private readonly StringInterner _texts = new();
    private LivePublicAccess? _access;

    /// <summary>Whether an interface was added.</summary>
    public bool HasInterfaces => _interfaces.Count > 0;

    /// <summary>Whether a part could not be read or understood.</summary>
    public bool IsUnread(SurroundingPart part) => _unread.ContainsKey(part);

    /// <summary>The ids of the groups on the interfaces that were added.</summary>
    public IEnumerable<string> GroupIds => _interfaces.SelectMany(live => live.GroupIds);

    /// <summary>The ids of the subnets of the interfaces that were added.</summary>
    public IEnumerable<string> SubnetIds =>
        _interfaces.SelectMany(live => live.Configurations).Select(configuration => configuration.SubnetId);

    /// <summary>Whether VPC Block Public Access was read and blocks nothing, so that exclusions do not matter.</summary>
    public bool BlocksNothing => _access?.Block == PublicAccessBlock.Off;

    /// <summary>Notes that a part was read, whether or not it holds anything.</summary>
    public void MarkRead(SurroundingPart part) => _read.Add(part);

    /// <summary>Notes why a part could not be read or understood.</summary>
    public void MarkUnread(SurroundingPart part, Problem problem) => _unread.TryAdd(part, problem);

    /// <summary>Adds an item of a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="item">The item, which is not kept.</param>
    /// <exception cref="LiveFormatException">It cannot be told which interface, subnet or other thing the item is about.</exception>
    public void Add(SurroundingPart part, JsonCursor item)
    {
        switch (part)
        {
            case SurroundingPart.Interfaces:
                _interfaces.Add(ReadInterface(item));
                break;
            case SurroundingPart.Subnets:
                _subnets.Add(ReadSubnet(item));
                break;
            case SurroundingPart.NetworkAcls:
                _acls.Add(ReadNetworkAcl(item));
                break;
            case SurroundingPart.PublicAccess:
                _access = ReadPublicAccess(item);
                break;
            case SurroundingPart.PublicAccessExclusions:
                AddExclusion(item);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(part), part, "AWS does not have this part.");
        }
    }

    /// <summary>What was added.</summary>
    public LiveSurroundings Build()
    {
        var exclusions = _exclusions.ToImmutableSortedDictionary(StringComparer.Ordinal);
        var access = LiveSurroundings.None.PublicAccess;
        if (_access is not null) access = access.Add(place, _access with { Exclusions = exclusions });
        return new LiveSurroundings
        {
            Read = [.. _read.Except(_unread.Keys)],
            Unread = _unread.ToImmutableSortedDictionary(),
            Interfaces = _interfaces.ToImmutable(),
            Subnets = _subnets.ToImmutable(),
            NetworkAcls = _acls.ToImmutable(),
            PublicAccess = access,
            PublicAccessExclusions = exclusions,
        };
    }

    private LiveInterface ReadInterface(JsonCursor item)
    {
        var live = new LiveInterface(AwsTarget.Instance, item.NeedText("NetworkInterfaceId"))
        {
            Place = place,
            GroupIds = [.. item.Get("Groups").Items().Select(group => _texts.Intern(group.NeedText("GroupId"))!)],
        };
        var problems = ImmutableArray.CreateBuilder<Problem>();
        problems.Try(() => AwsShape.NetworkInterface.RejectUnknown(item));
        problems.Try(() => live = live with { Network = _texts.Intern(item.NeedText("VpcId")) });
        problems.Try(() => live = live with { Region = _texts.Intern(RegionOf(item)), Account = _texts.Intern(item.Text("OwnerId")) });
        problems.Try(() => live = live with { Machine = item.Find("Attachment")?.Text("InstanceId") });
        problems.Try(() => live = live with { Configurations = ReadConfigurations(item) });
        problems.Try(() =>
        {
            if (item.IsTrue("DenyAllIgwTraffic"))
                throw item.Error("has DenyAllIgwTraffic, which keeps connections from the Internet out and is not compared");
        });
        return live with { Problems = problems.ToImmutable() };
    }

    /// <summary>The place in the subnet, and one in each further subnet that a service has associated with the interface.</summary>
    private ImmutableArray<LiveIpConfiguration> ReadConfigurations(JsonCursor item)
    {
        var subnet = _texts.Intern(item.NeedText("SubnetId"))!;
        var own = item.List("PrivateIpAddresses").Select(address => ReadAddress(address, "PrivateIpAddress"))
            .Concat(item.List("Ipv6Addresses").Select(address => ReadAddress(address, "Ipv6Address")));
        return
        [
            new LiveIpConfiguration(subnet) { Addresses = [.. own] },
            .. item.Texts("AssociatedSubnets").Where(other => other != subnet).Select(other => new LiveIpConfiguration(other)),
        ];
    }

    private static LiveSubnet ReadSubnet(JsonCursor item)
    {
        var live = new LiveSubnet(AwsTarget.Instance, item.NeedText("SubnetId"));
        var problems = ImmutableArray.CreateBuilder<Problem>();
        problems.Try(() => AwsShape.Subnet.RejectUnknown(item));
        problems.Try(() => live = live with { Network = item.NeedText("VpcId") });
        problems.Try(() => live = live with { Region = RegionOf(item), Account = item.Text("OwnerId") });
        problems.Try(() => live = live with { Prefixes = [.. ReadPrefixes(item)] });
        return live with { Problems = problems.ToImmutable() };
    }

    private static IEnumerable<Prefix> ReadPrefixes(JsonCursor subnet)
    {
        // A subnet for IPv6 alone has none.
        if (subnet.Text("CidrBlock") is { Length: > 0 } cidr) yield return ReadPrefix(subnet, cidr, AddressFamily.IPv4);
        foreach (var association in subnet.List("Ipv6CidrBlockAssociationSet"))
        {
            var state = association.Get("Ipv6CidrBlockState").NeedText("State");
            switch (state)
            {
                case "associated":
                    yield return ReadPrefix(association, association.NeedText("Ipv6CidrBlock"), AddressFamily.IPv6);
                    break;
                case "disassociated" or "failed":
                    break;
                default:
                    throw Unsettled(association, state);
            }
        }
    }

    private LiveGroup ReadNetworkAcl(JsonCursor item)
    {
        var id = item.NeedText("NetworkAclId");
        var live = new LiveGroup(AwsTarget.Instance, id, id)
        {
            Place = place,
            AttachedTo = [.. item.Get("Associations").Items().Select(association => association.NeedText("SubnetId"))],
        };
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var rules = ImmutableArray.CreateBuilder<LiveRule>();
        foreach (var association in item.List("Associations"))
        {
            if (association.Text("NetworkAclId") is { } other && other != id)
                problems.Add(association.Error($"is about '{other}', in an answer about '{id}'").Problem);
        }

        problems.Try(() => AwsShape.NetworkAcl.RejectUnknown(item));
        problems.Try(() => live = live with { Network = item.NeedText("VpcId") });
        problems.Try(() => live = live with { Tags = LiveTags.FromPairs(item.List("Tags")) });
        problems.Try(() =>
        {
            // What can be read is kept, so that an open entry is seen even beside one that cannot be understood.
            foreach (var entry in item.Get("Entries").Items()) problems.Try(() => rules.Add(ReadEntry(entry)));
        });
        var twice = rules.Where(rule => rule.Priority < LastEntry)
            .GroupBy(rule => rule.Id, StringComparer.Ordinal)
            .FirstOrDefault(same => same.Skip(1).Any());
        if (twice is not null) problems.Add(item.Error($"has the entry {twice.Key} twice").Problem);
        return live with { Rules = rules.ToImmutable(), Problems = problems.ToImmutable() };
    }

    private LiveRule ReadEntry(JsonCursor entry)
    {
        var direction = entry.NeedFlag("Egress") ? Direction.Outbound : Direction.Inbound;
        var number = entry.Number("RuleNumber") ?? throw entry.Error("has no 'RuleNumber'");
        if (number is < 1 or > LastEntry + 1)
            throw entry.Error(FormattableString.Invariant($"has the RuleNumber {number}, which is not within 1 to {LastEntry}"));
        var action = entry.NeedText("RuleAction");
        if (action is not ("allow" or "deny")) throw entry.Error($"has the RuleAction '{action}', which is neither allow nor deny");
        // The entries that close the list, which the console shows as "*": one for each family.
        var name = number switch
        {
            < LastEntry => number.ToString(CultureInfo.InvariantCulture),
            LastEntry => "*",
            _ => "* (IPv6)",
        };
        var match = ReadMatch(entry, direction);
        return new LiveRule(_texts.Intern($"{(direction == Direction.Inbound ? "ingress" : "egress")} {name}")!, direction, [match])
        {
            Allow = action == "allow",
            Priority = number,
            IsDefault = number >= LastEntry,
        };
    }

    private static FlowRange ReadMatch(JsonCursor entry, Direction direction)
    {
        var (v4, v6) = (entry.Text("CidrBlock") ?? "", entry.Text("Ipv6CidrBlock") ?? "");
        if (v4.Length == 0 == (v6.Length == 0)) throw entry.Error("needs one of 'CidrBlock' and 'Ipv6CidrBlock'");
        var remote = v4.Length > 0 ? ReadPrefix(entry, v4, AddressFamily.IPv4) : ReadPrefix(entry, v6, AddressFamily.IPv6);
        var protocol = entry.NeedText("Protocol");
        var (ports, messages) = (entry.Find("PortRange"), entry.Find("IcmpTypeCode"));
        try
        {
            var (from, to) = AwsRuleText.Protocols(protocol).IsIcmp
                ? (messages?.Number("Type"), messages?.Number("Code"))
                : (ports?.Number("From"), ports?.Number("To"));
            return AwsRuleText.Match(direction, protocol, from, to, remote);
        }
        catch (FormatException problem)
        {
            throw entry.Error($"cannot be understood: {ForeignText.ToPhrase(problem)}");
        }
    }

    private static LivePublicAccess ReadPublicAccess(JsonCursor item)
    {
        AwsShape.PublicAccess.RejectUnknown(item);
        if (item.NeedText("State") is not ("default-state" or "update-complete") and var state)
            throw Unsettled(item, state);
        var block = item.NeedText("InternetGatewayBlockMode") switch
        {
            "off" => PublicAccessBlock.Off,
            "block-ingress" => PublicAccessBlock.Inbound,
            "block-bidirectional" => PublicAccessBlock.Both,
            var other => throw item.Error($"has the InternetGatewayBlockMode '{other}', which this program does not know"),
        };
        return new LivePublicAccess(block) { Region = item.Text("AwsRegion"), Account = item.Text("AwsAccountId") };
    }

    private void AddExclusion(JsonCursor item)
    {
        AwsShape.PublicAccessExclusion.RejectUnknown(item);
        switch (item.NeedText("State"))
        {
            case "create-complete" or "update-complete":
                break;
            case "create-failed" or "delete-complete" or "disable-complete":
                return;
            case var state:
                throw Unsettled(item, state);
        }

        var arn = item.NeedText("ResourceArn");
        var id = arn[(arn.LastIndexOf('/') + 1)..];
        var isKnown = arn.StartsWith("arn:", StringComparison.Ordinal)
            && (arn.EndsWith($":vpc/{id}", StringComparison.Ordinal) || arn.EndsWith($":subnet/{id}", StringComparison.Ordinal));
        if (!isKnown) throw item.Error($"has the ResourceArn '{arn}', which is neither a VPC's nor a subnet's");
        var block = item.NeedText("InternetGatewayExclusionMode") switch
        {
            "allow-bidirectional" => PublicAccessBlock.Off,
            "allow-egress" => PublicAccessBlock.Inbound,
            var other => throw item.Error($"has the InternetGatewayExclusionMode '{other}', which this program does not know"),
        };
        var key = LivePublicAccess.KeyOf(arn.Split(':') is { Length: > 3 } parts ? parts[3] : "", id);
        if (!_exclusions.TryAdd(key, block) && _exclusions[key] != block)
            throw item.Error($"excludes '{id}' a second time in another mode");
    }

    /// <summary>The region of a zone: eu-central-1 of eu-central-1a, or of the local zone eu-central-1-ham-1a.</summary>
    private static string? RegionOf(JsonCursor item)
    {
        if (item.Text("AvailabilityZone") is not { } zone) return null;
        var digit = zone.AsSpan().IndexOfAnyInRange('0', '9');
        return digit > 0 ? zone[..(digit + 1)] : null;
    }

    private static LiveFormatException Unsettled(JsonCursor place, string state) =>
        place.IncompleteError($"has the state '{state}': it is being changed, or its last change failed", "read it again");

    private static Address ReadAddress(JsonCursor place, string member) =>
        Address.TryParse(place.NeedText(member), out var address, out var problem)
            ? address
            : throw place.Error($"cannot be understood: {problem.Text}");

    private static Prefix ReadPrefix(JsonCursor place, string text, AddressFamily family)
    {
        if (!LivePrefix.TryParse(text, out var prefix, out var problem)) throw place.Error($"cannot be understood: {problem.Text}");
        return prefix.Family == family ? prefix : throw place.Error($"has '{text}', which is not a valid {family} prefix");
    }
}
