using System.Globalization;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Explain;

/// <summary>Reads the flow that <c>explain</c> is asked about.</summary>
internal static class FlowQuestion
{
    /// <summary>The flow.</summary>
    /// <param name="direction"><c>inbound</c>, <c>outbound</c>, or null to conclude it from the addresses.</param>
    /// <param name="from">Who connects to the instance, or null.</param>
    /// <param name="to">Whom the instance connects to, or null.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="port">The destination port, or ICMP type and code, or null.</param>
    /// <exception cref="MistakeException">An option is missing, superfluous or malformed.</exception>
    public static Flow Read(string? direction, string? from, string? to, string protocol, string? port)
    {
        var isOutbound = direction is null ? to is not null && from is null : direction == "outbound";
        var (option, remote, other, superfluous) = isOutbound ? ("--to", to, "--from", from) : ("--from", from, "--to", to);
        var mistakes = new List<string>();
        if (superfluous is not null)
            mistakes.Add($"{other}: {(isOutbound ? "an outbound" : "an inbound")} flow is asked for by {option} alone; the other end is the instance.");

        Address address = default;
        if (remote is null)
            mistakes.Add(isOutbound ? "--to is missing: whom does the instance connect to?" : "--from is missing: who connects to the instance? For outbound flows it is --to.");
        else if (remote.Contains('/', StringComparison.Ordinal))
            mistakes.Add($"{option}: '{remote}' is a network: ask about one of its addresses.");
        else if (!Address.TryParse(remote, out address, out var reason))
            mistakes.Add($"{option}: {reason}");

        var number = 0;
        if (!ProtocolRange.TryParse(protocol, out var protocols, out var problem))
            mistakes.Add($"--protocol: {problem}");
        else if (!protocols.IsSingle)
            mistakes.Add($"--protocol: '{protocol}' stands for several protocols: ask about one, such as tcp.");
        else
            number = ReadPort(protocols, port, mistakes);

        if (mistakes.Count > 0) throw new MistakeException(mistakes);
        return new Flow(isOutbound ? Direction.Outbound : Direction.Inbound, protocols.First, address, number);
    }

    private static int ReadPort(ProtocolRange protocol, string? port, List<string> mistakes)
    {
        if (!protocol.HasPortsOrMessages)
        {
            if (port is not null) mistakes.Add($"--port: {protocol} has no ports: leave it out.");
            return 0;
        }

        if (protocol.IsIcmp) return ReadMessage(protocol, port, mistakes);
        if (port is null)
            mistakes.Add($"--port is missing: {protocol} has ports.");
        else if (!PortRange.TryParse(port, out var ports, out var reason))
            mistakes.Add($"--port: {reason}");
        else if (ports.From < 1)
            mistakes.Add($"--port: '{port}': a port lies between 1 and 65535.");
        else if (ports.Count > 1)
            mistakes.Add($"--port: '{port}' is several ports: ask about one.");
        else
            return ports.From;
        return 0;
    }

    private static int ReadMessage(ProtocolRange protocol, string? text, List<string> mistakes)
    {
        var parts = (text ?? "").Split('/');
        if (parts.Length <= 2 && TryReadByte(parts[0], out var type) && TryReadByte(parts.Length == 2 ? parts[1] : "0", out var code))
            return (type * 256) + code;
        mistakes.Add($"--port: for {protocol} write the type, or type/code, each from 0 to 255, such as 8/0; not '{text}'.");
        return 0;
    }

    private static bool TryReadByte(string text, out byte value) => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
