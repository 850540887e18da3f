using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Starface.Drift.Composition;
using Starface.Drift.Files;
using Starface.Drift.Fleet;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;

namespace Starface.Benchmarks;

/// <summary>
/// Reading and comparing a fleet from a file, beside reading that file once, and how the comparison grows with the rules of a group.
/// </summary>
internal sealed class DriftSuite : ISuite
{
    private const int Groups = 1_000;
    private const int RulesEach = 60;

    private readonly List<Figure> _figures = [];

    public string Name => "drift";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        RunFleet(output);
        RunGrowth(output);
    }

    private void RunFleet(TextWriter output)
    {
        var fleet = LiveFleet.Make(Groups, RulesEach);
        var plans = fleet.Plans;
        var path = Path.GetTempFileName();
        try
        {
            fleet.WriteGroups(path);
            // One thread, though the command compares on all of them: the figure is the work.
            var whole = Measurement.Once(() => Compare(path, plans));
            var floor = Measurement.Once(() => ReadOnce(path));
            var quick = Measurement.Once(() => CompareTags(path, plans));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Drift: {Groups:N0} groups of {fleet.RulesEach} rules from one "
                + $"file of {new FileInfo(path).Length / 1024.0 / 1024.0:0.0} MiB, read and compared on one thread."));
            var table = new Table("what", "ms", "MiB allocated");
            table.Add("file read as a document of System.Text.Json", Number(floor.Milliseconds), Number(floor.Mebibytes));
            table.Add("read and compared", Number(whole.Milliseconds), Number(whole.Mebibytes));
            table.Add("read and tags compared (--quick)", Number(quick.Milliseconds), Number(quick.Mebibytes));
            table.Write(output);
            using (var process = Process.GetCurrentProcess())
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Most memory the process has held so far: "
                    + $"{process.PeakWorkingSet64 / 1024.0 / 1024.0:0} MiB."));
            }
            output.WriteLine();
            var title = string.Create(CultureInfo.InvariantCulture, $"{Groups:N0} groups of {fleet.RulesEach} rules from a file");
            _figures.Add(new Figure(title, whole.Milliseconds, "ms")
            {
                Floor = ("file read as a document", floor.Milliseconds),
                Peer = ("only tags", quick.Milliseconds),
                Goal = "2,000 ms, 300 MiB held",
                Mebibytes = whole.Mebibytes,
            });
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void RunGrowth(TextWriter output)
    {
        output.WriteLine("Comparison of one group with its plan: all rules foreign, and rules that only split what is planned.");
        var table = new Table("rules", "sort ms", "foreign ms", "foreign MiB", "split ms", "split MiB");
        var plan = LiveFleet.Make(1, RulesEach).Plans[0];
        var before = (Size: 0, Foreign: 0.0, Split: 0.0);
        foreach (var size in new[] { 250, 1_000, 4_000 })
        {
            var ranges = FlowInputs.Policy(size, 1, AddressFamily.IPv4);
            var foreign = Group(ranges);
            var split = Group(Split(plan, size));
            if (DriftComparer.CompareGroups(plan, [foreign], []).Extra.IsEmpty
                || !DriftComparer.CompareGroups(plan, [split], []).Extra.IsEmpty)
            {
                throw new InvalidOperationException("The rules are not what the benchmark says they are.");
            }

            var sort = Measurement.Of(() => FlowSuite.SortEnds(ranges));
            var extra = Measurement.Of(() => DriftComparer.CompareGroups(plan, [foreign], []));
            var same = Measurement.Of(() => DriftComparer.CompareGroups(plan, [split], []));
            table.Add(
                size.ToString("N0", CultureInfo.InvariantCulture),
                Number(sort.Milliseconds),
                Number(extra.Milliseconds),
                Number(extra.Mebibytes),
                Number(same.Milliseconds),
                Number(same.Mebibytes));
            Add("foreign rules", size, extra, before.Size, before.Foreign, sort);
            Add("rules that split the plan", size, same, before.Size, before.Split, sort);
            before = (size, extra.Milliseconds, same.Milliseconds);
        }

        table.Write(output);
        output.WriteLine();
    }

    private void Add(string what, int size, Measurement measured, int sizeBefore, double timeBefore, Measurement sort) =>
        _figures.Add(new Figure(string.Create(CultureInfo.InvariantCulture, $"comparison, {size:N0} {what}"), measured.Milliseconds, "ms")
        {
            Floor = ("sort of the ends", sort.Milliseconds),
            Goal = "n log n",
            Mebibytes = measured.Mebibytes,
            Growth = sizeBefore == 0 ? null : Math.Log(measured.Milliseconds / timeBefore) / Math.Log((double)size / sizeBefore),
        });

    private static List<InstanceDrift> Compare(string path, ImmutableArray<Plan> plans)
    {
        var index = new GroupSearch(ShippedConnectors.All, [], null).Index(
            new LiveFileReader(ShippedConnectors.All).Read([(path, "groups.json")]));
        var drifts = plans
            .Select(plan => index.Select(plan) is var found ? DriftComparer.CompareGroups(plan, found.Groups, found.Problems) : null!)
            .ToList();
        return drifts.TrueForAll(drift => drift.Status == DriftStatus.InSync)
            ? drifts
            : throw new InvalidOperationException(string.Join(' ', drifts.First(drift => drift.Status != DriftStatus.InSync).Reasons));
    }

    private static List<InstanceDrift> CompareTags(string path, ImmutableArray<Plan> plans)
    {
        var index = new GroupSearch(ShippedConnectors.All, [], null).Index(
            new LiveFileReader(ShippedConnectors.All).Read([(path, "groups.json")]));
        return
        [
            .. plans.Select(
                plan => index.Select(plan) is var found ? DriftComparer.CompareTags(plan, found.Groups, found.Problems) : null!),
        ];
    }

    private static int ReadOnce(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.GetProperty("SecurityGroups").GetArrayLength();
    }

    private static LiveGroup Group(IEnumerable<FlowRange> ranges) => new(AwsTarget.Instance, "sg-1", "pbx")
    {
        Rules =
        [
            .. ranges.Select(
                (range, i) => new LiveRule(string.Create(CultureInfo.InvariantCulture, $"sgr-{i:x8}"), range.Direction, [range])),
        ],
    };

    /// <summary>Single ports of the widest range that the plan permits.</summary>
    private static IEnumerable<FlowRange> Split(Plan plan, int count)
    {
        var widest = plan.Flows.Ranges()
            .Where(range => range.Protocols.HasPortsOrMessages)
            .MaxBy(range => range.Ports.To - range.Ports.From)!;
        return Enumerable.Range(0, count)
            .Select(i => new FlowRange(widest.Direction, widest.Protocols, widest.Remote, new PortRange(widest.Ports.From + (2 * i))));
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
