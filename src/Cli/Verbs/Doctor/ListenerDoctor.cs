using System.Collections.Immutable;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Policy;
using Starface.Probes.Outside.Listening;
using Starface.Probes.Outside.Pairing;
using Starface.Probes.Outside.Planning;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>The listener on the PBX, while a machine outside tries its rows.</summary>
/// <param name="instance">The instance.</param>
/// <param name="arguments">What the options say.</param>
/// <param name="context">What the command works with.</param>
internal sealed class ListenerDoctor(SelectedInstance instance, OutsideArguments arguments, CommandContext context)
{
    /// <summary>Listens until a machine outside has finished, the time is over, or Ctrl-C.</summary>
    /// <param name="services">The services whose ports are opened; empty for all.</param>
    /// <param name="isDry">Whether no port is opened.</param>
    /// <exception cref="UsageException">No port can be opened.</exception>
    public ListenerRun Run(ImmutableSortedSet<string> services, bool isDry)
    {
        var plan = new OutsidePlan(
            instance.Config.Request.Policy, new OutsideChoice { Services = services, HasListener = true });
        ImmutableArray<ListenedPort> ports =
        [
            .. plan.ListenedPorts,
            .. arguments.ControlPort is { } control ? [new ListenedPort(Protocol.Tcp, control)] : Array.Empty<ListenedPort>(),
        ];
        var given = arguments.Key();
        if (isDry) return new ListenerRun(instance) { IsDry = true, Planned = ports };

        var addresses = Listener.AddressesOfMachine();
        var key = given ?? PairingKey.Create();
        using var listener = Listener.Open(ports, addresses, key);
        var run = new ListenerRun(instance) { Planned = ports, Ports = listener.Ports };
        if (run.Ports.All(port => port.Outcome != OpenOutcome.Open))
        {
            throw new UsageException(UsageProblem.Option(
                "No port could be opened",
                "stop the software of the PBX, and run this with the capability CAP_NET_BIND_SERVICE",
                "--listen"));
        }

        var interrupted = context.Environment.Cancellation();
        foreach (var line in ListenerText.Introduce(run, key, isOwn: given is null, arguments.ListenTime))
            context.Error.WriteLine(line);
        context.Error.Flush();
        var isFinished = listener.RunAsync(arguments.ListenTime, interrupted).GetAwaiter().GetResult();
        return run with { IsFinished = isFinished, WasUsed = listener.Book.WasUsed, Strange = listener.Book.Strange };
    }
}
