using System.Diagnostics;
using System.Globalization;
using Starface.Names;
using Starface.Names.Tests;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Names;

namespace Starface.Benchmarks;

/// <summary>Resolving hosts by name servers on loopback, and reading a large lock.</summary>
internal sealed class NamesSuite : ISuite
{
    private const int Hosts = 200;
    private const int LockedAddresses = 10_000;
    private readonly List<Figure> _figures = [];

    public string Name => "names";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        output.WriteLine("Names. Wall times of questions, since they wait; processor time of reading.");
        using var one = OddServer.That(Answer);
        using var other = OddServer.That(Answer);
        var questions = new NameQuestions(
            [.. Enumerable.Range(0, Hosts).Select(i => string.Create(CultureInfo.InvariantCulture, $"host-{i}.example.com"))],
            [one.Address, other.Address]);
        questions = questions with { Pause = TimeSpan.Zero };
        Ask(questions);
        var wall = Enumerable.Range(0, 5).Select(_ => Ask(questions)).Order().ElementAt(2);
        var text = HostsLockWriter.Write(LargeLock());
        var reading = Measurement.Of(() => HostsLockReader.Read(text, HostsLock.FileName, out _));
        var table = new Table("what", "ms", "MiB");
        table.Add($"{Hosts} hosts, 2 resolvers, 3 rounds", wall.ToString("F0", CultureInfo.InvariantCulture), "");
        table.Add(
            $"a lock of {LockedAddresses} addresses",
            reading.Milliseconds.ToString("F1", CultureInfo.InvariantCulture),
            reading.Mebibytes.ToString("F1", CultureInfo.InvariantCulture));
        table.Write(output);
        _figures.Add(new Figure($"resolve {Hosts} hosts by 2 resolvers in 3 rounds, wall", wall, "ms") { Goal = "2,000 ms" });
        _figures.Add(new Figure($"read a lock of {LockedAddresses} addresses", reading.Milliseconds, "ms")
        {
            Goal = "50 ms",
            Mebibytes = reading.Mebibytes,
        });
    }

    private static DnsMessage Answer(string name, ushort type) =>
        new DnsMessage().Address(name, type == DnsMessage.A ? "11.0.0.1" : "2a00::1");

    private static double Ask(NameQuestions questions)
    {
        var start = Stopwatch.GetTimestamp();
        var lookups = NameResolver.AskAsync(questions, CancellationToken.None).GetAwaiter().GetResult();
        if (lookups.Any(lookup => lookup.Outcome != LookupOutcome.Addresses)) throw new InvalidOperationException("An answer is missing.");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static HostsLock LargeLock()
    {
        var day = CalendarDate.Parse("2026-11-29");
        return new HostsLock(day, Enumerable.Range(0, LockedAddresses / 20).Select(host => new LockedHost(
            string.Create(CultureInfo.InvariantCulture, $"host-{host:d4}.example.com"),
            [
                .. Enumerable.Range(0, 20)
                    .Select(i => new LockedAddress(Address.FromIPv4(0x0B000000u + (uint)((host * 20) + i)), day)),
            ])));
    }
}
