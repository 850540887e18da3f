using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using Starface.Cli.Hosting;
using Starface.Names;

namespace Starface.Cli.Commands;

/// <summary>The option that names the resolvers to ask.</summary>
internal static class ResolverOption
{
    /// <summary>Makes the option.</summary>
    /// <param name="use">What several of them are for, as a part of a sentence.</param>
    public static Option<string[]> Create(string use) => new("--resolver")
    {
        HelpName = "ADDRESS",
        Description = "A resolver to ask, with a port where it is not 53: 192.0.2.53, 2001:db8::53, [::1]:5353. May be repeated; "
            + $"{use}. Default: those of this machine.",
    };

    /// <summary>The resolvers that are named, else those of this machine.</summary>
    /// <param name="written">The values of the option, or null.</param>
    /// <exception cref="UsageException">A value is not an address, or the machine has no resolver.</exception>
    public static ImmutableArray<IPEndPoint> Read(string[]? written)
    {
        if (written is not { Length: > 0 })
        {
            var own = ResolverAddress.OfMachine();
            return !own.IsEmpty ? own : throw new UsageException(UsageProblem.Option(
                "This machine has no resolver", "name one with --resolver 192.0.2.53", "--resolver"));
        }

        var resolvers = new List<IPEndPoint>();
        foreach (var text in written)
        {
            resolvers.Add(ResolverAddress.TryParse(text, out var resolver) ? resolver : throw new UsageException(UsageProblem.Option(
                $"'{text}' is not the address of a resolver", "write --resolver 192.0.2.53, 2001:db8::53 or [::1]:5353", "--resolver")));
        }

        return [.. resolvers.Distinct()];
    }
}
