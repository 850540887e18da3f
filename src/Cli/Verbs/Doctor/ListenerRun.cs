using System.Collections.Immutable;
using Starface.Cli.Selection;
using Starface.Probes.Outside.Pairing;
using Starface.Probes.Outside.Planning;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>What a listener did.</summary>
/// <param name="Instance">The instance.</param>
internal sealed record ListenerRun(SelectedInstance Instance)
{
    /// <summary>Whether no port was opened because that was asked for.</summary>
    public bool IsDry { get; init; }

    /// <summary>The ports that are opened.</summary>
    public ImmutableArray<ListenedPort> Planned { get; init; } = [];

    /// <summary>The ports, and whether each could be opened.</summary>
    public ImmutableArray<OpenedPort> Ports { get; init; } = [];

    /// <summary>Whether a machine outside has finished.</summary>
    public bool IsFinished { get; init; }

    /// <summary>Whether something came from a machine outside that has the key.</summary>
    public bool WasUsed { get; init; }

    /// <summary>How many datagrams and connections came from others, and were not answered.</summary>
    public long Strange { get; init; }
}
