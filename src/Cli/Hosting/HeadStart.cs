using System.Collections.Immutable;
using Starface.Cli.Rendering;
using Starface.Cli.Selection;
using Starface.Policy;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Planning;

namespace Starface.Cli;

/// <summary>
/// A command is over in a fraction of a second, and most of that is the runtime preparing each method for its first call. While the command
/// line and the configuration are read, a second thread plans a policy of no consequence, so that the planners are ready when they are
/// needed. Nothing of it is kept or shown.
/// </summary>
internal static class HeadStart
{
    private static readonly string[] PlanningCommands = ["preview", "compile", "check", "explain", "diff"];

    /// <summary>Begins, if the command is one that plans and there is a processor to spare.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="catalog">The policies there are.</param>
    /// <returns>The thread, or null where there is none.</returns>
    public static Thread? Begin(string[] args, Lazy<PolicyCatalog> catalog)
    {
        if (args.Length == 0 || Array.IndexOf(PlanningCommands, args[0]) < 0 || Environment.ProcessorCount < 2) return null;
        var isJson = Array.Exists(args, static arg => arg is "json" or "--format=json");
        var thread = new Thread(() => Rehearse(catalog, isJson)) { IsBackground = true, Name = "head start" };
        thread.Start();
        return thread;
    }

    private static void Rehearse(Lazy<PolicyCatalog> catalog, bool isJson)
    {
        try
        {
            if (Smallest(catalog.Value.Policies) is not { } policy) return;

            // Reserved for documentation (RFC 5737, RFC 3849).
            PeerList addresses = [Peer.Parse("192.0.2.0/24"), Peer.Parse("2001:db8::/32")];
            var peers = ImmutableSortedDictionary.CreateBuilder<string, PeerList>(StringComparer.Ordinal);
            foreach (var group in policy.Definition.PeerGroups) peers.Add(group, addresses);
            var arguments = new PolicyArguments { Peers = peers.ToImmutable() };
            var request = new PlanRequest("head-start", policy.Create(arguments)) { ResourceGroupName = "head-start" };

            // A command begins with the AWS instances, so that this prepares what is Azure's beside what is common; to plan for AWS as well
            // came too late to help and took the processor from the command.
            ImmutableArray<PlannedInstance> plans = [new PlannedInstance("head-start", Source: null, AzureTarget.Instance.Plan(request))];
            if (isJson) PreviewJson.Write(plans, [], cuts: null, TextWriter.Null);
            else PreviewTables.Write(plans, new PlainScreen(TextWriter.Null, CliEnvironment.WidthWithoutTerminal));

            // The console makes itself ready at the first byte that is written; by then the command has nothing left to do beside it.
            _ = Console.Out;
        }
#pragma warning disable CA1031 // Whatever is wrong here, the command meets it itself and says so; on this thread it would end the program.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>The policy that allows the fewest services: what counts is that each step has been gone once.</summary>
    private static PolicyDescriptor? Smallest(ImmutableArray<PolicyDescriptor> policies)
    {
        PolicyDescriptor? smallest = null;
        foreach (var policy in policies)
        {
            if (smallest is null || policy.Definition.Allowances.Length < smallest.Definition.Allowances.Length) smallest = policy;
        }

        return smallest;
    }
}
