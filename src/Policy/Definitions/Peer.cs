using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>
/// One remote network of a peer group: a prefix, or a group whose members only the cloud knows. Such a group is given by its id, or by
/// the name of an input (<c>…Input</c>) where a Pulumi program creates the group and passes its id to the component.
/// </summary>
public sealed class Peer : IEquatable<Peer>, IComparable<Peer>
{
    private const string InputMark = "input:";
    private const string SecurityGroupMark = "sg-";
    private const string PrefixListMark = "pl-";
    private const string ApplicationSecurityGroupMark = "asg-";
    private const string ServiceTagMark = "tag:";
    private const string ApplicationSecurityGroupType = "Microsoft.Network/applicationSecurityGroups";

    private const string CloudText = "cloud";

    /// <summary>What other programs write for every address.</summary>
    private static readonly HashSet<string> Everyone =
        new(StringComparer.OrdinalIgnoreCase) { "*", "0/0", "0.0.0.0/0.0.0.0", "all", "any", "anyone", "anywhere", "everyone", "internet" };

    private readonly RemoteScope _scope;

    private Peer(RemoteScope scope, PeerKind kind, int weight = 1)
    {
        _scope = scope;
        Kind = kind;
        Weight = weight;
    }

    /// <summary>
    /// The names and the time that the cloud serves itself (<c>cloud</c>), which reach the instance outside of groups: no rule is made.
    /// For peer groups of name and time servers alone.
    /// </summary>
    public static Peer CloudItself { get; } = new(RemoteScope.OfGroup(CloudText), PeerKind.CloudItself);

    /// <summary>The kind of the remote side.</summary>
    internal PeerKind Kind { get; }

    /// <summary>The number of rules a reference to a prefix list counts as; 1 for everything else.</summary>
    public int Weight { get; }

    /// <summary>The remote side in terms of flows.</summary>
    public RemoteScope Scope => _scope;

    /// <summary>The prefix, or null for a group that only the cloud knows.</summary>
    public Prefix? Prefix => !_scope.IsGroup && _scope.Addresses.TryToPrefix(out var prefix) ? prefix : null;

    /// <summary>Whether it is every address of a family.</summary>
    internal bool IsEveryone => !_scope.IsGroup && _scope.Addresses.IsAny;

    /// <summary>The cloud's id of the group, or null for a prefix and for a group that is given by the name of an input.</summary>
    public string? Group => InputName is null ? _scope.Group : null;

    /// <summary>The name of the input with which a Pulumi program passes the id of the group, or null.</summary>
    public string? InputName =>
        _scope.Group is { } group && group.IndexOf(InputMark, StringComparison.Ordinal) is >= 0 and <= 4 and var at
            ? group.Substring(at + InputMark.Length)
            : null;

    /// <summary>The peer of a prefix.</summary>
    /// <param name="prefix">The prefix.</param>
    public static Peer FromPrefix(Prefix prefix) => new(prefix, PeerKind.Prefix);

    /// <summary>An AWS security group.</summary>
    /// <param name="id">Its id: <c>sg-…</c>, with the account and a slash before it for a peered VPC.</param>
    /// <exception cref="FormatException">The text is not the id of a security group.</exception>
    public static Peer SecurityGroup(string id) => Make(id, PeerKind.SecurityGroup, CheckSecurityGroup(id));

    /// <summary>An AWS security group whose id the Pulumi program passes.</summary>
    /// <param name="name">The name among the component's <c>Groups</c>.</param>
    public static Peer SecurityGroupInput(string name) => Input(SecurityGroupMark, name, PeerKind.SecurityGroup);

    /// <summary>An existing AWS prefix list.</summary>
    /// <param name="id">Its id: <c>pl-…</c>.</param>
    /// <param name="weight">
    /// The number of rules it counts as: MaxEntries of a customer-managed list, the documented weight of an AWS-managed one.
    /// </param>
    /// <exception cref="FormatException">The text is not the id of a prefix list.</exception>
    public static Peer PrefixList(string id, int weight) =>
        Make(id, PeerKind.PrefixList, CheckPrefixList(id) ?? CheckWeight(weight), weight);

    /// <summary>An AWS prefix list whose id the Pulumi program passes.</summary>
    /// <param name="name">The name among the component's <c>Groups</c>.</param>
    /// <param name="weight">The number of rules it counts as.</param>
    public static Peer PrefixListInput(string name, int weight) =>
        Make(PrefixListMark + InputMark + name, PeerKind.PrefixList, CheckInput(name) ?? CheckWeight(weight), weight);

    /// <summary>An Azure service tag.</summary>
    /// <param name="name">The tag, such as <c>VirtualNetwork</c> or <c>Storage.WestEurope</c>.</param>
    /// <exception cref="FormatException">The text cannot be a service tag.</exception>
    public static Peer ServiceTag(string name) => Make(ServiceTagName.Normalize(name), PeerKind.ServiceTag, CheckServiceTag(name));

    /// <summary>An Azure application security group.</summary>
    /// <param name="id">Its resource id: <c>/subscriptions/…/applicationSecurityGroups/…</c>.</param>
    /// <exception cref="FormatException">The text is not the resource id of an application security group.</exception>
    public static Peer ApplicationSecurityGroup(string id) =>
        Make(id, PeerKind.ApplicationSecurityGroup, CheckApplicationSecurityGroup(id));

    /// <summary>An Azure application security group whose id the Pulumi program passes.</summary>
    /// <param name="name">The name among the component's <c>Groups</c>.</param>
    public static Peer ApplicationSecurityGroupInput(string name) =>
        Input(ApplicationSecurityGroupMark, name, PeerKind.ApplicationSecurityGroup);

    /// <summary>
    /// Reads a peer: a prefix or single address, <c>sg-…</c>, <c>pl-…:WEIGHT</c>, <c>tag:NAME</c>, or the resource id of an application
    /// security group.
    /// </summary>
    /// <param name="text">The text, such as <c>203.0.113.0/24</c>, <c>2001:db8::1</c> or <c>sg-0123456789abcdef0</c>.</param>
    /// <exception cref="FormatException">The text is not a peer; the message says why and how to fix it.</exception>
    public static Peer Parse(string text) =>
        TryParse(text, out var peer, out var problem) ? peer : throw new FormatException(problem.Describe());

    /// <summary>Reads a peer as <see cref="Parse"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="peer">The peer.</param>
    /// <param name="problem">What is wrong with the text, when it is not a peer.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Peer? peer, [NotNullWhen(false)] out Problem? problem)
    {
        peer = null;
        if (text == CloudText)
        {
            problem = null;
            peer = CloudItself;
        }
        else if (text.StartsWith(ServiceTagMark, StringComparison.Ordinal))
        {
            var name = text.Substring(ServiceTagMark.Length);
            problem = CheckServiceTag(name);
            if (problem is null) peer = new(RemoteScope.OfGroup(ServiceTagName.Normalize(name)), PeerKind.ServiceTag);
        }
        else if (text.StartsWith(ResourceIds.AzureMark, StringComparison.OrdinalIgnoreCase))
        {
            problem = CheckApplicationSecurityGroup(text);
            if (problem is null) peer = new(RemoteScope.OfGroup(text), PeerKind.ApplicationSecurityGroup);
        }
        else if (text.StartsWith(PrefixListMark, StringComparison.Ordinal))
        {
            problem = ReadPrefixList(text, out var id, out var weight);
            if (problem is null) peer = new(RemoteScope.OfGroup(id), PeerKind.PrefixList, weight);
        }
        else if (text.StartsWith(SecurityGroupMark, StringComparison.Ordinal) || text.Contains("/" + SecurityGroupMark))
        {
            problem = CheckSecurityGroup(text);
            if (problem is null) peer = new(RemoteScope.OfGroup(text), PeerKind.SecurityGroup);
        }
        else if (Flows.Prefix.TryParse(text, out var prefix, out problem))
        {
            problem = CheckUnspecified(text, prefix) ?? CheckMapped(text, prefix);
            if (problem is null) peer = FromPrefix(prefix);
        }
        else if (Everyone.Contains(text))
        {
            problem = Problem.Invalid($"'{text}' is not an address or a prefix", "write 0.0.0.0/0 and ::/0 for every address");
        }

        return problem is null;
    }

    /// <summary>What is wrong with an address that stands for all others in other programs, or null.</summary>
    private static Problem? CheckUnspecified(string text, Prefix prefix) =>
        prefix.First == prefix.Last && prefix.First == Address.Min(prefix.Family)
            ? Problem.Invalid(
                $"'{text}' is the unspecified address, which no host has",
                $"write {Flows.Prefix.Any(prefix.Family)} for every address")
            : null;

    /// <summary>What is wrong with the id of a security group, or null.</summary>
    internal static Problem? CheckSecurityGroup(string id)
    {
        var slash = id.IndexOf('/');
        if (!ResourceIds.IsAws(id.Substring(slash + 1), SecurityGroupMark))
            return InvalidId(id, "security group", SecurityGroupMark);
        return slash < 0 || ResourceIds.IsAwsAccount(id.Substring(0, slash))
            ? null
            : Problem.Invalid($"'{id}' does not begin with the number of an AWS account", "write its 12 digits before the slash");
    }

    /// <summary>What is wrong with IPv4 addresses that are written as IPv6 addresses, or null where a prefix has none.</summary>
    /// <param name="text">The prefix as it is written.</param>
    /// <param name="prefix">The prefix.</param>
    internal static Problem? CheckMapped(string text, Prefix prefix) => prefix.ToUnmapped() is not { } plain
        ? null
        : Problem.Invalid(
            $"'{text}' is the IPv4-mapped form of '{plain}', in which no packet is sent, so that nothing would be permitted",
            $"write '{plain}'")
            with
        { Replacement = plain.ToString() };

    /// <summary>The problem of an id of AWS that has the mark of its kind and not its form.</summary>
    /// <param name="id">What is written.</param>
    /// <param name="kind">The kind of resource.</param>
    /// <param name="mark">The mark of its ids.</param>
    internal static Problem InvalidId(string id, string kind, string mark) => Problem.Invalid(
        $"'{id}' is not a valid {kind} id",
        $"write {mark} and 17 hexadecimal digits (8 in older ids), as in {mark}0123456789abcdef0");

    /// <summary>What is wrong with the name of a service tag, or null.</summary>
    internal static Problem? CheckServiceTag(string name) =>
        string.Equals(name, "Any", StringComparison.OrdinalIgnoreCase)
            ? Problem.Invalid($"'{name}' is not a service tag, though Azure reads it as every address", "write 0.0.0.0/0 and ::/0")
        : name.Length > 0 && char.IsLetter(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-')
            ? null
            : Problem.Invalid(
                $"'{name}' is not a valid service tag", "write a letter, then letters, digits, dots, hyphens and underscores");

    /// <summary>What is wrong with the resource id of an application security group, or null.</summary>
    internal static Problem? CheckApplicationSecurityGroup(string id) =>
        ResourceIds.IsAzure(id, ApplicationSecurityGroupType)
            ? null
            : Problem.Invalid(
                $"'{id}' is not the resource id of an application security group",
                $"write {ResourceIds.FormOfAzure(ApplicationSecurityGroupType)}");

    /// <summary>What is wrong with the name of an input, or null.</summary>
    internal static Problem? CheckInput(string name) =>
        name.Length > 0 && name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-')
            ? null
            : Problem.Invalid($"'{name}' is not a valid name of an input", "write letters, digits and hyphens");

    /// <summary>
    /// Whether every address of another peer is also one of this peer. A group that only the cloud knows contains only itself.
    /// </summary>
    /// <param name="other">The other peer.</param>
    public bool Contains(Peer other) => _scope.Contains(other._scope);

    /// <summary>Reads a peer, so that <c>["203.0.113.0/24"]</c> is a list of peers.</summary>
    /// <param name="text">The prefix, single address or group.</param>
    /// <exception cref="FormatException">The text is not a peer.</exception>
    public static implicit operator Peer(string text) => Parse(text);

    /// <summary>The peer of a prefix.</summary>
    /// <param name="prefix">The prefix.</param>
    public static implicit operator Peer(Prefix prefix) => FromPrefix(prefix);

    /// <summary>Orders peers by their remote side, IPv4 before IPv6 before groups.</summary>
    /// <param name="other">The other peer.</param>
    public int CompareTo(Peer? other)
    {
        if (other is null) return 1;
        var order = _scope.CompareTo(other._scope);
        if (order == 0) order = ((int)Kind).CompareTo((int)other.Kind);
        return order != 0 ? order : Weight.CompareTo(other.Weight);
    }

    /// <inheritdoc/>
    public bool Equals(Peer? other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Peer other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _scope.GetHashCode();

    /// <summary>The prefix, or the id or input name of the group.</summary>
    public override string ToString() => _scope.Group ?? _scope.ToString();

    /// <summary>Whether two peers are the same remote side.</summary>
    public static bool operator ==(Peer? left, Peer? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two peers are different remote sides.</summary>
    public static bool operator !=(Peer? left, Peer? right) => !(left == right);

    /// <summary>Whether one peer comes before another.</summary>
    public static bool operator <(Peer left, Peer right) => left.CompareTo(right) < 0;

    /// <summary>Whether one peer comes after another.</summary>
    public static bool operator >(Peer left, Peer right) => left.CompareTo(right) > 0;

    /// <summary>Whether one peer does not come after another.</summary>
    public static bool operator <=(Peer left, Peer right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one peer does not come before another.</summary>
    public static bool operator >=(Peer left, Peer right) => left.CompareTo(right) >= 0;

    private static Problem? CheckPrefixList(string id) =>
        ResourceIds.IsAws(id, PrefixListMark) ? null : InvalidId(id, "prefix list", PrefixListMark);

    private static Problem? CheckWeight(int weight) =>
        weight is >= 1 and <= 1000
            ? null
            : Problem.Invalid(FormattableString.Invariant($"The weight {weight} of a prefix list is not a number from 1 to 1000"));

    private static Problem? ReadPrefixList(string text, out string id, out int weight)
    {
        weight = 0;
        var colon = text.IndexOf(':');
        id = colon < 0 ? text : text.Substring(0, colon);
        return colon > 0 && int.TryParse(text.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out weight)
            ? CheckPrefixList(id) ?? CheckWeight(weight)
            : Problem.Invalid(
                $"'{text}' names a prefix list without its weight", "write pl-0123456789abcdef0:25 with the list's MaxEntries");
    }

    private static Peer Input(string mark, string name, PeerKind kind) => Make(mark + InputMark + name, kind, CheckInput(name));

    private static Peer Make(string group, PeerKind kind, Problem? problem, int weight = 1) =>
        problem is null ? new(RemoteScope.OfGroup(group), kind, weight) : throw new FormatException(problem.Describe());
}
