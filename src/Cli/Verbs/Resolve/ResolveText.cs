using Starface.Cli.Screen;
using Starface.Cli.Verbs.Diff;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Names;

namespace Starface.Cli.Verbs.Resolve;

/// <summary>The answer of <c>resolve</c> for people.</summary>
internal static class ResolveText
{
    /// <summary>Writes what was found and what changes.</summary>
    /// <param name="resolution">What was found.</param>
    /// <param name="isWritten">Whether the lock was written.</param>
    /// <param name="isCheck">Whether it was not to be written.</param>
    /// <param name="screen">Receives the text.</param>
    public static void Write(Resolution resolution, bool isWritten, bool isCheck, TableScreen screen)
    {
        WriteHosts(resolution, screen);
        var told = resolution.Update.Problems.Where(problem => problem.Severity != Severity.Error).ToList();
        if (told.Count > 0) screen.EndLine();
        foreach (var problem in told)
            screen.WriteParagraph($"{problem.Id}: {problem.Describe()}", SeverityStyle.For(problem.Severity));
        if (!resolution.Changes.IsEmpty)
        {
            screen.EndLine();
            DiffText.Write(resolution.Changes, screen);
        }

        screen.EndLine();
        screen.WriteLine(Summary(resolution, isWritten, isCheck));
    }

    private static void WriteHosts(Resolution resolution, TableScreen screen)
    {
        if (resolution.Needed.IsEmpty)
        {
            screen.WriteLine("The stacks need no host whose addresses they do not pin.");
            return;
        }

        var changes = resolution.Update.Changes.ToDictionary(change => change.Host, StringComparer.Ordinal);
        var lookups = resolution.Lookups.ToLookup(lookup => lookup.Host, StringComparer.Ordinal);
        var table = new TextTable(
            new TextColumn("Host"),
            new TextColumn("Addresses") { Narrowest = 15 },
            new TextColumn("Change"),
            new TextColumn("Answers") { Narrowest = 20 });
        foreach (var host in resolution.Needed)
        {
            var known = resolution.Update.After.Find(host.Name);
            var change = changes.TryGetValue(host.Name, out var found) ? found : null;
            string[] addresses = [.. Rows(known, change)];
            string[] states = [.. Rows(known, change, (address, locked) => State(change, address, locked))];
            table.AddBlocks([[host.Name], addresses, states, [.. Answers(lookups[host.Name])]], []);
        }

        foreach (var left in resolution.Update.Changes.Where(change => resolution.Needed.All(host => host.Name != change.Host)))
            table.Add(left.Host, "", "no stack needs it", "");
        table.Write(screen);
    }

    private static IEnumerable<string> Rows(LockedHost? known, HostChange? change) =>
        known is null ? ["none"]
        : known.Reason is { } reason ? ["not pinnable: " + LockedHost.Describe(reason)]
        : Rows(known, change, (address, _) => address.ToString());

    /// <summary>The addresses that the lock has, then those that leave it.</summary>
    private static IEnumerable<string> Rows(LockedHost? known, HostChange? change, Func<Address, LockedAddress?, string> text)
    {
        if (known?.Reason is not null) return [change is null ? "" : "new"];
        return (known?.Addresses ?? []).Select(locked => text(locked.Address, locked))
            .Concat((change?.Removed ?? []).Select(address => text(address, null)));
    }

    private static string State(HostChange? change, Address address, LockedAddress? locked) =>
        locked is null ? "removed"
        : change?.Added.Contains(address) == true ? "new"
        : change?.Back.Contains(address) == true ? "found again"
        : locked.Value.MissingSince is { } since ? $"missing since {since}"
        : "";

    /// <summary>What the resolvers say beside the addresses: aliases, and how long the answers may be kept.</summary>
    private static IEnumerable<string> Answers(IEnumerable<Lookup> lookups)
    {
        var all = lookups.ToList();
        foreach (var chain in all.Where(lookup => !lookup.Chain.IsEmpty).Select(lookup => string.Join(" -> ", lookup.Chain)).Distinct())
            yield return "-> " + chain;
        var times = all.Select(lookup => lookup.TimeToLive).OfType<long>().ToList();
        if (times.Count > 0)
        {
            yield return times.Min() == times.Max()
                ? FormattableString.Invariant($"TTL {times.Min()} s")
                : FormattableString.Invariant($"TTL {times.Min()} to {times.Max()} s");
        }
    }

    private static string Summary(Resolution resolution, bool isWritten, bool isCheck)
    {
        var changes = resolution.Update.Changes.Length;
        var hosts = changes == 1 ? "1 host changes" : FormattableString.Invariant($"{changes} hosts change");
        return isWritten
            ? changes > 0 ? $"{resolution.File} is written: {hosts}." : $"{resolution.File} is written: checked, and no host changes."
            : changes == 0 ? $"{resolution.File} stays as it is: no host changes."
            : isCheck ? $"{resolution.File} would change: {hosts}."
            : $"{resolution.File} is not written.";
    }
}
