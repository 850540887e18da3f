using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Explain;

/// <summary>The flow that <c>explain</c> is asked about.</summary>
/// <param name="Flow">The flow; the remote side is a group where a host name was given.</param>
/// <param name="Option">The option that names the remote side.</param>
internal sealed record FlowQuestion(Flow Flow, string Option)
{
    /// <summary>The host that was named in place of an address, as it was written, or null.</summary>
    public string? Host => Flow.Group;

    /// <summary>Reads the question.</summary>
    /// <param name="direction"><c>inbound</c>, <c>outbound</c>, or null to conclude it from the addresses.</param>
    /// <param name="from">Who connects to the instance, an address or a host, or null.</param>
    /// <param name="to">Whom the instance connects to, an address or a host, or null.</param>
    /// <param name="protocol">The protocol, in any letter case.</param>
    /// <param name="port">The destination port, or ICMP type and code, or null.</param>
    /// <exception cref="UsageException">An option is missing, superfluous or malformed.</exception>
    public static FlowQuestion Read(string? direction, string? from, string? to, string protocol, string? port)
    {
        var isOutbound = direction is null ? to is not null && from is null : direction == "outbound";
        var (option, remote, other, superfluous) = isOutbound ? ("--to", to, "--from", from) : ("--from", from, "--to", to);
        var problems = new List<Problem>();
        if (superfluous is not null)
        {
            problems.Add(UsageProblem.Option($"{(isOutbound ? "An outbound" : "An inbound")} flow needs {option} only; the other end is "
                + "the instance", "remove it", other));
        }

        protocol = protocol.ToLowerInvariant();
        Address address = default;
        string? host = null;
        if (remote is null)
            problems.Add(isOutbound
                ? UsageProblem.Option("--to is missing", "add the address that the instance connects to")
                : UsageProblem.Option(
                    "--from is missing", "add the address that connects to the instance, or use --to for an outbound flow"));
        else if (remote.Contains('/', StringComparison.Ordinal))
            problems.Add(UsageProblem.Option($"'{remote}' is a network", "ask about one of its addresses", option));
        else if (!Address.TryParse(remote, out address, out var invalid))
        {
            // A name may be written with the dot of the root behind it.
            var name = remote.EndsWith('.') ? remote[..^1] : remote;
            if (HostName.IsValid(name, out _)) host = name.ToLowerInvariant();
            else problems.Add(invalid with { Place = new Place { Key = option } });
        }

        var number = 0;
        if (!ProtocolRange.TryParse(protocol, out var protocols, out var problem))
            problems.Add(problem with { Place = new Place { Key = "--protocol" } });
        else if (!protocols.IsSingle)
            problems.Add(UsageProblem.Option($"'{protocol}' means several protocols", "ask about one, such as tcp", "--protocol"));
        else
            number = ReadPort(protocols, port, problems);

        if (problems.Count > 0) throw new UsageException([.. problems]);
        var side = isOutbound ? Direction.Outbound : Direction.Inbound;
        return new FlowQuestion(
            host is null ? new Flow(side, protocols.First, address, number) : new Flow(side, protocols.First, host, number), option);
    }

    private static int ReadPort(ProtocolRange protocol, string? port, List<Problem> problems)
    {
        if (!protocol.HasPortsOrMessages)
        {
            if (port is not null) problems.Add(UsageProblem.Option($"{protocol} has no ports", "remove it", "--port"));
            return 0;
        }

        if (protocol.IsIcmp) return ReadMessage(protocol, port, problems);
        if (port is null)
            problems.Add(UsageProblem.Option($"--port is missing: {protocol} has ports"));
        else if (!PortRange.TryParse(port, out var ports, out var problem))
            problems.Add(problem with { Place = new Place { Key = "--port" } });
        else if (ports.From < 1)
            problems.Add(UsageProblem.Option($"'{port}' is not a valid port; a port is a number from 1 to 65535", option: "--port"));
        else if (ports.Count > 1)
            problems.Add(UsageProblem.Option($"'{port}' means several ports", "ask about one", "--port"));
        else
            return ports.From;
        return 0;
    }

    private static int ReadMessage(ProtocolRange protocol, string? text, List<Problem> problems)
    {
        if (IcmpMessage.TryParse(text ?? "", protocol, out var message, out var malformed)) return message.From;
        problems.Add(UsageProblem.Option(malformed.Message, malformed.Fix, "--port"));
        return 0;
    }
}
