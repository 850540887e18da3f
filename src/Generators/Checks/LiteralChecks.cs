using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Generators.Checks;

/// <summary>Reads constants in code as the program will, with the same functions.</summary>
internal static class LiteralChecks
{
    /// <summary>The check of the text that a method of <see cref="Peer"/> takes; null for a method that takes no text that can be wrong.</summary>
    /// <param name="method">The method's name.</param>
    public static Func<string, LiteralMistake?>? PeerCheck(string method) => method switch
    {
        nameof(Peer.Parse) => CheckPeer,
        nameof(Peer.SecurityGroup) => text => CheckGroup(Peer.SecurityGroup, text),
        nameof(Peer.SecurityGroupInput) => text => CheckGroup(Peer.SecurityGroupInput, text),
        nameof(Peer.ServiceTag) => text => CheckGroup(Peer.ServiceTag, text),
        nameof(Peer.ApplicationSecurityGroup) => text => CheckGroup(Peer.ApplicationSecurityGroup, text),
        nameof(Peer.ApplicationSecurityGroupInput) => text => CheckGroup(Peer.ApplicationSecurityGroupInput, text),
        _ => null,
    };

    /// <summary>The mistake in the text of a peer, or null.</summary>
    /// <param name="text">The text.</param>
    public static LiteralMistake? CheckPeer(string text)
    {
        if (Peer.TryParse(text, out _, out var reason)) return null;
        Prefix.TryParse(text, out _, out var problem);
        return new(Descriptors.MalformedPeerLiteral, problem?.Mend, reason!.TrimEnd('.'));
    }

    /// <summary>The mistake in the text of a prefix, or null.</summary>
    /// <param name="text">The text.</param>
    public static LiteralMistake? CheckPrefix(string text) =>
        Prefix.TryParse(text, out _, out var problem) ? null : new(Descriptors.MalformedPrefixLiteral, problem.Mend, problem.Reason.TrimEnd('.'));

    /// <summary>The mistake in the text of an address, or null.</summary>
    /// <param name="text">The text.</param>
    public static LiteralMistake? CheckAddress(string text) =>
        Address.TryParse(text, out _, out var reason)
            ? null
            : new(Descriptors.MalformedPrefixLiteral, Address.TryParse(text.Trim(), out _, out _) ? text.Trim() : null, reason.TrimEnd('.'));

    /// <summary>The mistake in the text of a range of ports, or null.</summary>
    /// <param name="text">The text.</param>
    public static LiteralMistake? CheckPorts(string text) =>
        PortRange.TryParse(text, out _, out var reason) ? null : new(Descriptors.MalformedPortsLiteral, PortText.Mend(text, lowest: 0), reason.TrimEnd('.'));

    /// <summary>The mistake in the text of a PBX version, or null.</summary>
    /// <param name="text">The text.</param>
    public static LiteralMistake? CheckVersion(string text) =>
        PbxVersion.TryParse(text, out _, out var reason) ? null : new(Descriptors.MalformedVersionLiteral, null, reason!);

    /// <summary>The mistake in the name of a host whose addresses are pinned, or null.</summary>
    /// <param name="text">The name.</param>
    public static LiteralMistake? CheckPinnedHost(string text) =>
        HostName.IsValid(text, out var reason) ? null : new(Descriptors.MalformedPinnedHost, NameText.MendHost(text), text, reason);

    /// <summary>The mistake in an end of a range of ports, or null.</summary>
    /// <param name="port">The end.</param>
    /// <param name="before">The other end where it comes before; null when this is the first.</param>
    public static LiteralMistake? CheckEnd(int port, int? before)
    {
        if (port is < 0 or > PortRange.MaxPort)
            return new(Descriptors.MalformedPortsLiteral, null, FormattableString.Invariant($"{port} is no port; a port goes from 0 to {PortRange.MaxPort}"));
        return before is { } first && first > port
            ? new(Descriptors.MalformedPortsLiteral, null, FormattableString.Invariant($"the range {first}-{port} is inverted; write {port}, {first}"))
            : null;
    }

    /// <summary>The mistake in the port that a setting is moved to, or null.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="port">The port.</param>
    public static LiteralMistake? CheckSetting(string setting, int port) =>
        port is >= 1 and <= PortRange.MaxPort
            ? null
            : new(Descriptors.SettingOutOfRange, null, setting, FormattableString.Invariant($"{port}"), FormattableString.Invariant($"{PortRange.MaxPort}"));

    /// <summary>The same function as at run time, whose exception is the only thing that tells.</summary>
    private static LiteralMistake? CheckGroup(Func<string, Peer> read, string text)
    {
        try
        {
            read(text);
            return null;
        }
        catch (FormatException exception)
        {
            return new(Descriptors.MalformedPeerLiteral, null, exception.Message.TrimEnd('.'));
        }
    }
}
