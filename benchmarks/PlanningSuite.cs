using System.Globalization;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Composition;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Benchmarks;

/// <summary>Planning and comparing the shipped policies, each time from the policy object on: rules, flows, digest, plan, proof.</summary>
internal sealed class PlanningSuite : ISuite
{
    private readonly List<Figure> _figures = [];

    public string Name => "planning";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        output.WriteLine("Planning, processor time. A row makes the policy object, its rules, flows and digest, the plan, and its proof.");
        var table = new Table("what", "ms", "MiB", "resources");
        foreach (var cloud in ShippedClouds.All)
        {
            // The floor: what a plan permits, made into a set once. The planner makes it at least twice, for the policy and for the proof.
            var ranges = PlanOne(cloud, "pbx").Flows.Ranges();
            var floor = Measurement.Of(() => FlowSet.From(ranges));
            var one = Measurement.Of(() => PlanOne(cloud, "pbx"));
            table.Add($"cloud-pbx, {cloud}", Number(one.Milliseconds), Number(one.Mebibytes), Count([PlanOne(cloud, "pbx")]));
            var many = Measurement.Of(() => PlanMany(cloud, 500), budgetMilliseconds: 3000);
            table.Add($"500 instances, {cloud}", Number(many.Milliseconds), Number(many.Mebibytes), Count(PlanMany(cloud, 500)));
            var plans = PlanMany(cloud, 1_000);
            var scenarios = Measurement.Of(() => plans.ConvertAll(plan => plan.Run(Catalog.Instance.Scenarios)), budgetMilliseconds: 3000);
            table.Add($"scenarios of 1,000 plans, {cloud}", Number(scenarios.Milliseconds), Number(scenarios.Mebibytes), "");
            _figures.Add(
                new Figure($"scenarios of 1,000 plans, {cloud}", scenarios.Milliseconds, "ms")
                {
                    Floor = ("planning them", one.Milliseconds * 1_000),
                    Goal = "500 ms",
                    Mebibytes = scenarios.Mebibytes,
                });
            _figures.Add(
                new Figure($"cloud-pbx, {cloud}", one.Milliseconds, "ms")
                {
                    Floor = ("its flows built once", floor.Milliseconds),
                    Goal = "1 ms",
                    Mebibytes = one.Mebibytes,
                });
            _figures.Add(
                new Figure($"500 instances, {cloud}", many.Milliseconds, "ms")
                {
                    Floor = ("their flows built once", floor.Milliseconds * 500),
                    Goal = "2,000 ms",
                    Mebibytes = many.Mebibytes,
                });
        }

        var before = Permissions.From(PlanOne(AwsTarget.Instance, "pbx"));
        var after = Permissions.From(AwsTarget.Instance.Plan(new PlanRequest("pbx", Policy("192.0.2.0/26", 8443))));
        var diff = Measurement.Of(() => PolicyChange.Between(before, after, ShippedClouds.All).Consequences);
        table.Add("diff of two plans", Number(diff.Milliseconds), Number(diff.Mebibytes), "");
        var (old, other) = (before.Flows, after.Flows);
        var compare = Measurement.Of(() => old.Except(other).Union(other.Except(old)));
        _figures.Add(
            new Figure("diff of two plans", diff.Milliseconds, "ms")
            {
                Floor = ("difference of their flows", compare.Milliseconds),
                Mebibytes = diff.Mebibytes,
            });
        table.Write(output);
        output.WriteLine();
    }

    private static Plan PlanOne(CloudTarget cloud, string name) =>
        cloud.Plan(new PlanRequest(name, Policy("192.0.2.0/25", 443)) { ResourceGroupName = "rg" });

    private static List<Plan> PlanMany(CloudTarget cloud, int count) =>
        [.. Enumerable.Range(0, count).Select(i => PlanOne(cloud, string.Create(CultureInfo.InvariantCulture, $"pbx-{i}")))];

    private static FirewallPolicy Policy(string phones, int webPort) => new CloudPbx(new CloudPbx.Peers
    {
        Administrators = ["203.0.113.0/26", "2001:db8:10::/48"],
        Phones = [phones, "2001:db8:20::/48"],
        SipProviders = ["198.51.100.0/25"],
        Resolvers = ["192.0.2.253"],
        TimeServers = ["192.0.2.254"],
    })
    { WebPort = webPort };

    private static string Count(List<Plan> plans) => plans.Sum(plan => plan.Resources.Length).ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
