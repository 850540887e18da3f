using Starface.Generators.Diagnostics;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Generators.Validation;

/// <summary>Checks constants in code with the functions that read them at run time.</summary>
internal static class LiteralChecks
{
    /// <summary>The check of the text that a method of <see cref="Peer"/> receives; null for other methods.</summary>
    /// <param name="method">The name of the method.</param>
    public static Func<string, LiteralProblem?>? ForPeerMethod(string method) => method switch
    {
        nameof(Peer.Parse) => CheckPeer,
        nameof(Peer.SecurityGroup) => text => From(Peer.CheckSecurityGroup(text)),
        nameof(Peer.SecurityGroupInput) => text => From(Peer.CheckInput(text)),
        nameof(Peer.ServiceTag) => text => From(Peer.CheckServiceTag(text)),
        nameof(Peer.ApplicationSecurityGroup) => text => From(Peer.CheckApplicationSecurityGroup(text)),
        nameof(Peer.ApplicationSecurityGroupInput) => text => From(Peer.CheckInput(text)),
        _ => null,
    };

    /// <summary>The problem of a text that should be a peer, or null.</summary>
    /// <param name="text">The text.</param>
    public static LiteralProblem? CheckPeer(string text) => Peer.TryParse(text, out _, out var problem) ? null : From(problem);

    /// <summary>The problem of a text that should be a prefix, or null.</summary>
    /// <param name="text">The text.</param>
    public static LiteralProblem? CheckPrefix(string text) =>
        Prefix.TryParse(text, out _, out var problem)
            ? null
            : new(ProblemIds.MalformedPrefixLiteral, problem.Replacement, problem.Text);

    /// <summary>The problem of a text that should be an address, or null.</summary>
    /// <param name="text">The text.</param>
    public static LiteralProblem? CheckAddress(string text)
    {
        if (Address.TryParse(text, out _, out var problem)) return null;
        var trimmed = text.Trim();
        return new(ProblemIds.MalformedPrefixLiteral, Address.TryParse(trimmed, out _, out _) ? trimmed : null, problem.Text);
    }

    /// <summary>The problem of a text that should be a range of ports, or null.</summary>
    /// <param name="text">The text.</param>
    public static LiteralProblem? CheckPorts(string text) =>
        PortRange.TryParse(text, out _, out var problem)
            ? null
            : new(ProblemIds.MalformedPortsLiteral, PortSuggestions.For(text, lowest: 0), problem.Text);

    /// <summary>The problem of a text that should be a PBX version, or null.</summary>
    /// <param name="text">The text.</param>
    public static LiteralProblem? CheckVersion(string text) =>
        PbxVersion.TryParse(text, out _, out var problem) ? null : new(ProblemIds.MalformedVersionLiteral, null, problem.Text);

    /// <summary>The problem of the name of a host for which addresses are given, or null.</summary>
    /// <param name="text">The name.</param>
    public static LiteralProblem? CheckPinnedHost(string text) =>
        HostName.IsValid(text, out var problem)
            ? null
            : new(ProblemIds.MalformedPinnedHost, NameSuggestions.ForHost(text), text, problem.Text);

    /// <summary>The problem of an end of a range of ports, or null.</summary>
    /// <param name="port">The end.</param>
    /// <param name="before">The first port when this is the last one; null when this is the first.</param>
    public static LiteralProblem? CheckEnd(int port, int? before)
    {
        string? reason = null;
        if (port is < 0 or > PortRange.MaxPort)
            reason = FormattableString.Invariant($"{port} is not a valid port; a port is a number from 0 to {PortRange.MaxPort}");
        else if (before is { } first && first > port)
            reason = FormattableString.Invariant($"the range {first}-{port} is inverted; write {port}, {first}");
        return reason is null ? null : new(ProblemIds.MalformedPortsLiteral, null, reason);
    }

    /// <summary>The problem of the port that a setting gets, or null.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="port">The port.</param>
    public static LiteralProblem? CheckSetting(string setting, int port) =>
        port is >= 1 and <= PortRange.MaxPort
            ? null
            : new(
                ProblemIds.SettingOutOfRange,
                null,
                setting,
                FormattableString.Invariant($"{port}"),
                FormattableString.Invariant($"{PortRange.MaxPort}"));

    private static LiteralProblem? From(Problem? problem) =>
        problem is null ? null : new(ProblemIds.MalformedPeerLiteral, problem.Replacement, problem.Text);
}
