using System.CommandLine;
using Starface.Cli.Selection;

namespace Starface.Cli.Commands;

/// <summary>The option that names a part of a fleet.</summary>
internal static class ShardOption
{
    /// <summary>Makes the option.</summary>
    public static Option<string> Create() => new(Shard.Option)
    {
        HelpName = "I/N",
        Description = "Only part I of N of the instances, from 1/N to N/N; 'merge' makes one report of the parts'. An instance's name "
            + "alone decides in which part it is.",
    };
}
