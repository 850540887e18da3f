using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Starface.Drift.Reading;
using Starface.Drift.Searching;
using Starface.Policies;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Planning.Aws;

namespace Starface.Benchmarks;

/// <summary>Reading and comparing a fleet from a file, beside reading that file once, and how the comparison grows with the rules of a group.</summary>
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
        var plans = Fleet();
        var path = Path.GetTempFileName();
        try
        {
            WriteGroups(path, plans);
            // One thread, though the command compares on all of them: the figure is the work.
            var whole = Measurement.Once(() => Compare(path, plans));
            var floor = Measurement.Once(() => ReadOnce(path));
            var quick = Measurement.Once(() => CompareTags(path, plans));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Drift: {Groups:N0} groups of {RulesOf(plans[0])} rules from one file of {new FileInfo(path).Length / 1024.0 / 1024.0:0.0} MiB, read and compared on one thread."));
            var table = new Table("what", "ms", "MiB allocated");
            table.Add("file read as a document of System.Text.Json", Number(floor.Milliseconds), Number(floor.Mebibytes));
            table.Add("read and compared", Number(whole.Milliseconds), Number(whole.Mebibytes));
            table.Add("read and tags compared (--quick)", Number(quick.Milliseconds), Number(quick.Mebibytes));
            table.Write(output);
            using (var process = Process.GetCurrentProcess())
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Most memory the process has held so far: {process.PeakWorkingSet64 / 1024.0 / 1024.0:0} MiB."));
            output.WriteLine();
            _figures.Add(new Figure(string.Create(CultureInfo.InvariantCulture, $"{Groups:N0} groups of {RulesOf(plans[0])} rules from a file"), whole.Milliseconds, "ms")
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
        var plan = PlanOne("pbx", RulesEach);
        var before = (Size: 0, Foreign: 0.0, Split: 0.0);
        foreach (var size in new[] { 250, 1_000, 4_000 })
        {
            var ranges = FlowInputs.Policy(size, 1, AddressFamily.IPv4);
            var foreign = Group(ranges);
            var split = Group(Split(plan, size));
            if (DriftComparer.Compare(plan, [foreign], []).Extra.IsEmpty || !DriftComparer.Compare(plan, [split], []).Extra.IsEmpty)
                throw new InvalidOperationException("The rules are not what the benchmark says they are.");
            var sort = Measurement.Of(() => FlowSuite.SortEnds(ranges));
            var extra = Measurement.Of(() => DriftComparer.Compare(plan, [foreign], []));
            var same = Measurement.Of(() => DriftComparer.Compare(plan, [split], []));
            table.Add(size.ToString("N0", CultureInfo.InvariantCulture), Number(sort.Milliseconds), Number(extra.Milliseconds), Number(extra.Mebibytes), Number(same.Milliseconds), Number(same.Mebibytes));
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

    private static List<InstanceDrift> Compare(string path, List<Plan> plans)
    {
        var index = new GroupSearch([], null).Index(LiveFile.Read([(path, "groups.json")]));
        var drifts = plans.Select(plan => index.Select(plan) is var found ? DriftComparer.Compare(plan, found.Groups, found.Problems) : null!).ToList();
        return drifts.TrueForAll(drift => drift.Status == DriftStatus.InSync) ? drifts : throw new InvalidOperationException(string.Join(' ', drifts.First(drift => drift.Status != DriftStatus.InSync).Reasons));
    }

    private static List<InstanceDrift> CompareTags(string path, List<Plan> plans)
    {
        var index = new GroupSearch([], null).Index(LiveFile.Read([(path, "groups.json")]));
        return [.. plans.Select(plan => index.Select(plan) is var found ? DriftComparer.CompareTags(plan, found.Groups, found.Problems) : null!)];
    }

    private static int ReadOnce(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.GetProperty("SecurityGroups").GetArrayLength();
    }

    private static List<Plan> Fleet() => [.. Enumerable.Range(0, Groups).Select(i => PlanOne(string.Create(CultureInfo.InvariantCulture, $"pbx-{i}"), RulesEach))];

    /// <summary>A plan of at least so many rules: as many networks of phones as that takes.</summary>
    private static Plan PlanOne(string name, int rules)
    {
        for (var phones = 1; ; phones++)
        {
            var plan = Planner.Plan(Cloud.Aws, new PlanRequest(name, new CloudPbx(new CloudPbx.Peers
            {
                Administrators = ["203.0.113.0/26"],
                Phones = [.. Enumerable.Range(0, phones).Select(i => string.Create(CultureInfo.InvariantCulture, $"192.0.2.{i * 8}/30"))],
                SipProviders = ["198.51.100.0/25"],
                Resolvers = ["192.0.2.253"],
                TimeServers = ["192.0.2.254"],
            })));
            if (RulesOf(plan) >= rules) return plan;
        }
    }

    private static int RulesOf(Plan plan) => plan.Resources.Count(resource => resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule);

    private static LiveGroup Group(IEnumerable<FlowRange> ranges) => new(Cloud.Aws, "sg-1", "pbx")
    {
        Rules = [.. ranges.Select((range, i) => new LiveRule(string.Create(CultureInfo.InvariantCulture, $"sgr-{i:x8}"), range.Direction, [range]))],
    };

    /// <summary>Single ports of the widest range that the plan permits.</summary>
    private static IEnumerable<FlowRange> Split(Plan plan, int count)
    {
        var widest = plan.Flows.Ranges().Where(range => range.Protocols.HasPorts).MaxBy(range => range.Ports.To - range.Ports.From)!;
        return Enumerable.Range(0, count).Select(i => new FlowRange(widest.Direction, widest.Protocols, widest.Remote, new PortRange(widest.Ports.From + (2 * i))));
    }

    private static void WriteGroups(string path, List<Plan> plans)
    {
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartArray("SecurityGroups");
        for (var i = 0; i < plans.Count; i++) WriteGroup(json, plans[i], string.Create(CultureInfo.InvariantCulture, $"sg-{i:x8}"));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A group as <c>aws ec2 describe-security-groups</c> prints it once the plan was applied.</summary>
    private static void WriteGroup(Utf8JsonWriter json, Plan plan, string id)
    {
        json.WriteStartObject();
        json.WriteString("GroupId", id);
        json.WriteString("GroupName", plan.Name);
        json.WriteString("OwnerId", "123456789012");
        json.WriteString("VpcId", "vpc-1");
        json.WriteString("Description", AwsPlanner.GroupDescription);
        json.WriteStartArray("Tags");
        foreach (var tag in plan.Resources[0].Properties.Map("tags"))
        {
            json.WriteStartObject();
            json.WriteString("Key", tag.Key);
            json.WriteString("Value", ((PropertyText)tag.Value).Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        foreach (var (member, type) in new[] { ("IpPermissions", AwsTypes.IngressRule), ("IpPermissionsEgress", AwsTypes.EgressRule) })
        {
            json.WriteStartArray(member);
            foreach (var rule in plan.Resources.Where(resource => resource.Type == type)) WritePermission(json, rule.Properties);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WritePermission(Utf8JsonWriter json, PropertyMap rule)
    {
        json.WriteStartObject();
        json.WriteString("IpProtocol", rule.Text("ipProtocol"));
        if (rule.Number("fromPort") is { } from) json.WriteNumber("FromPort", from);
        if (rule.Number("toPort") is { } to) json.WriteNumber("ToPort", to);
        foreach (var (list, member, key) in new[] { ("IpRanges", "CidrIp", "cidrIpv4"), ("Ipv6Ranges", "CidrIpv6", "cidrIpv6") })
        {
            json.WriteStartArray(list);
            if (rule.Text(key) is { } prefix)
            {
                json.WriteStartObject();
                json.WriteString(member, prefix);
                json.WriteString("Description", rule.Text("description"));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("PrefixListIds");
        json.WriteEndArray();
        json.WriteStartArray("UserIdGroupPairs");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
