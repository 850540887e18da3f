using System.Globalization;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Planning;

namespace Starface.Benchmarks;

/// <summary>Planning and comparing the shipped policies, each time from the policy object on: rules, flows, digest, plan, proof.</summary>
internal sealed class PlanningSuite : ISuite
{
    public string Name => "planning";

    public void Run(TextWriter output)
    {
        output.WriteLine("Planning, processor time. A row makes the policy object, its rules, flows and digest, the plan, and its proof.");
        var table = new Table("what", "ms", "MiB", "resources");
        foreach (var cloud in new[] { Cloud.Aws, Cloud.Azure })
        {
            var one = Measurement.Of(() => PlanOne(cloud, "pbx"));
            table.Add($"cloud-pbx, {cloud}", Number(one.Milliseconds), Number(one.Mebibytes), Count([PlanOne(cloud, "pbx")]));
            var many = Measurement.Of(() => PlanMany(cloud, 500), budgetMilliseconds: 3000);
            table.Add($"500 instances, {cloud}", Number(many.Milliseconds), Number(many.Mebibytes), Count(PlanMany(cloud, 500)));
        }

        var before = Permissions.Of(PlanOne(Cloud.Aws, "pbx"));
        var after = Permissions.Of(Planner.Plan(Cloud.Aws, new PlanRequest("pbx", Policy("192.0.2.0/26", 8443))));
        var diff = Measurement.Of(() => new PolicyChange(before, after).Consequences);
        table.Add("diff of two plans", Number(diff.Milliseconds), Number(diff.Mebibytes), "");
        table.Write(output);
        output.WriteLine();
    }

    private static Plan PlanOne(Cloud cloud, string name) => Planner.Plan(cloud, new PlanRequest(name, Policy("192.0.2.0/25", 443)) { ResourceGroupName = "rg" });

    private static List<Plan> PlanMany(Cloud cloud, int count) =>
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
