using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy.Flows;

/// <summary>
/// A single flow: direction, protocol, one remote address or group, and destination port or ICMP message.
/// The default value is inbound protocol 0 from <c>0.0.0.0</c>.
/// </summary>
/// <remarks>The port is always 0 if the protocol has no ports.</remarks>
public readonly struct Flow : IEquatable<Flow>
{
    private readonly byte _protocol;
    private readonly ushort _port;

    /// <summary>The flow between the instance and a remote address.</summary>
    /// <param name="direction">Who opens the connection.</param>
    /// <param name="protocol">The IANA protocol number, 0 to 255.</param>
    /// <param name="remote">The remote address.</param>
    /// <param name="port">The destination port, or the ICMP message as type × 256 + code; ignored if the protocol has no ports.</param>
    /// <exception cref="ArgumentOutOfRangeException">The direction, protocol or port does not exist.</exception>
    public Flow(Direction direction, int protocol, Address remote, int port)
        : this(new FlowRange(direction, new(protocol), remote, new(port))) { }

    /// <summary>The flow between the instance and a named group.</summary>
    /// <param name="direction">Who opens the connection.</param>
    /// <param name="protocol">The IANA protocol number, 0 to 255.</param>
    /// <param name="group">The group's name.</param>
    /// <param name="port">The destination port, or the ICMP message as type × 256 + code; ignored if the protocol has no ports.</param>
    /// <exception cref="ArgumentOutOfRangeException">The direction, protocol or port does not exist.</exception>
    /// <exception cref="ArgumentException">The name is empty or contains white space.</exception>
    public Flow(Direction direction, int protocol, string group, int port)
        : this(new FlowRange(direction, new(protocol), RemoteScope.OfGroup(group), new(port))) { }

    private Flow(FlowRange range)
    {
        Direction = range.Direction;
        _protocol = (byte)range.Protocols.First;
        Address = range.Remote.Addresses.First;
        Group = range.Remote.Group;
        _port = range.Protocols.HasPortsOrMessages ? (ushort)range.Ports.From : (ushort)0;
    }

    /// <summary>Who opens the connection.</summary>
    public Direction Direction { get; }

    /// <summary>The IANA protocol number.</summary>
    public int Protocol => _protocol;

    /// <summary>The remote address; meaningful only if <see cref="Group"/> is null.</summary>
    public Address Address { get; }

    /// <summary>The remote group's name, or null when the remote side is an address.</summary>
    public string? Group { get; }

    /// <summary>The destination port, or the ICMP message as type × 256 + code; 0 if the protocol has no ports.</summary>
    public int Port => _port;

    /// <summary>Reads a flow.</summary>
    /// <exception cref="FormatException">The text is not a valid flow. The message says why.</exception>
    public static Flow Parse(string text) =>
        TryParse(text, out var flow, out var problem) ? flow : throw new FormatException(problem.Describe());

    /// <summary>Reads a flow in the notation of <see cref="FlowRange"/>, such as <c>inbound tcp 203.0.113.7 443</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="flow">The flow, when there is one.</param>
    /// <param name="problem">What is wrong with the text, when there is none.</param>
    public static bool TryParse(string? text, out Flow flow, [NotNullWhen(false)] out Problem? problem)
    {
        flow = default;
        if (!FlowRange.TryParse(text, out var range, out problem))
            return false;
        if (!range.Protocols.IsSingle)
            problem = Problem.Invalid($"'{text}' has several protocols; a flow has one");
        else if (!range.Remote.IsGroup && range.Remote.Addresses.First != range.Remote.Addresses.Last)
            problem = Problem.Invalid($"'{text}' has several addresses; a flow has one");
        else if (range.Protocols.HasPortsOrMessages && range.Ports.Count > 1)
        {
            problem = Problem.Invalid(
                $"'{text}' has several {(range.Protocols.IsIcmp ? "messages; a flow has one type and code" : "ports; a flow has one")}");
        }
        else
            flow = new(range);
        return problem is null;
    }

    /// <summary>The rectangle that holds this flow alone (with all ports if the protocol has no ports).</summary>
    public FlowRange ToRange()
    {
        var remote = Group is null ? RemoteScope.From(AddressRange.FromAddress(Address)) : RemoteScope.OfGroup(Group);
        return new(Direction, new(_protocol), remote, new(_port));
    }

    /// <inheritdoc/>
    public bool Equals(Flow other) =>
        Direction == other.Direction && _protocol == other._protocol && _port == other._port
        && Address.Equals(other.Address) && string.Equals(Group, other.Group, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Flow other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToRange().GetHashCode();

    /// <summary>The text that <see cref="Parse"/> reads back.</summary>
    public override string ToString() => FlowText.Format(this);

    /// <summary>Whether both are the same flow.</summary>
    public static bool operator ==(Flow left, Flow right) => left.Equals(right);

    /// <summary>Whether the flows differ.</summary>
    public static bool operator !=(Flow left, Flow right) => !left.Equals(right);
}
