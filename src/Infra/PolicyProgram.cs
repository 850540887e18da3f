using Pulumi;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Rules;

namespace Starface.Infra;

/// <summary>The stack program: reads the instances from the stack's configuration and applies each one's policy to its cloud.</summary>
public static class PolicyProgram
{
    /// <summary>The component of each cloud.</summary>
    private static readonly (CloudTarget Cloud, Func<PlanRequest, SortedDictionary<string, object?>, Output<FlowSet>> Register)[]
        Components =
    [
        (AwsTarget.Instance, RegisterSecurityGroup),
        (AzureTarget.Instance, RegisterNetworkSecurityGroup),
    ];

    /// <summary>Registers the resources of every instance of the stack, as of today in UTC.</summary>
    /// <returns>The stack's outputs.</returns>
    /// <exception cref="RunException">
    /// The configuration has problems; the message lists all of them, and nothing was registered.
    /// </exception>
    public static Task<IDictionary<string, object?>> RunAsync() => RunOnAsync(CalendarDate.FromDateTime(DateTime.UtcNow));

    /// <summary>
    /// Registers the resources of every instance of the stack, whose policies are those of an assembly or the shipped ones.
    /// </summary>
    /// <param name="policies">The catalogs of the assemblies, which the generator emits as <c>Catalog.Instance</c>.</param>
    /// <returns>The stack's outputs.</returns>
    /// <exception cref="RunException">
    /// The configuration has problems, or an id is declared twice; the message lists all of them, and nothing was registered.
    /// </exception>
    public static Task<IDictionary<string, object?>> RunAsync(params IReadOnlyCollection<PolicyCatalog> policies) =>
        RunOnAsync(CalendarDate.FromDateTime(DateTime.UtcNow), Together(policies));

    /// <summary>Registers the resources of every instance of the stack.</summary>
    /// <param name="today">The day that expiry dates are compared with.</param>
    /// <returns>
    /// The stack's outputs: for each instance the ids of its groups, the digest of what they permit, and what of it must never be cut. The
    /// latter two are what the engine returned for the rules; while one of them could not be made, the outputs of before stay.
    /// </returns>
    /// <exception cref="RunException">
    /// The configuration has problems, or the update would cut what must never be cut; the message lists all of it, and no resource of an
    /// instance was registered.
    /// </exception>
    public static Task<IDictionary<string, object?>> RunOnAsync(CalendarDate today) => RunOnAsync(today, Catalog.Instance);

    private static async Task<IDictionary<string, object?>> RunOnAsync(CalendarDate today, PolicyCatalog catalog)
    {
        var stack = StackConfigBinder.Bind(
            catalog,
            ShippedClouds.All,
            Deployment.Instance.StackName,
            PulumiConfig.Read(),
            new Config("aws").Get("region") is { Length: > 0 } region ? region : null,
            PulumiConfig.ReadNames(),
            guardrails: PulumiConfig.ReadGuardrails());
        if (!stack.Problems.IsEmpty)
        {
            // Pulumi passes values without their lines; the command line reads both from the same file.
            throw ProgramMessage.Refuse("The stack's configuration has problems:\n"
                + string.Join("\n", stack.Problems.Select(problem => $"  {problem.Id}: {problem}"))
                + $"\n'starface-policy preview --stack {Deployment.Instance.StackName}' shows the lines.");
        }

        foreach (var warning in stack.Warnings) ProgramMessage.Warn($"{warning.Id}: {warning}");
        var instances = new List<InstanceConfig>();
        foreach (var instance in stack.Instances)
        {
            var request = await RecordedAllocation.AddAsync(instance.Cloud, new PlanRequest(instance.Request) { Today = today })
                .ConfigureAwait(false);
            instances.Add(instance with { Request = request });
        }

        // Every plan is made before the first resource is registered, so that an error in one instance leaves all of them untouched.
        var plans = instances.ConvertAll(instance => PlanErrors.Plan(instance.Cloud, instance.Request));
        var collisions = new PlanCollisions();
        foreach (var plan in plans) collisions.Add(plan);
        if (collisions.Problems.Select(collision => $"  {collision.Problem}").ToList() is { Count: > 0 } found)
            throw ProgramMessage.Refuse("The stack's instances cannot stand beside each other:\n" + string.Join("\n", found));
        await NeverCutGuard.CheckAsync([.. plans], stack.AllowCut).ConfigureAwait(false);

        var outputs = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (instance, plan) in instances.Zip(plans))
        {
            var permitted = Register(instance, outputs);
            if (NeverCutOutput.IsMarked(plan))
                outputs[NeverCutOutput.NameFor(plan.Name)] = permitted.Apply(flows => NeverCutOutput.From(plan, flows));
        }

        return outputs;
    }

    /// <summary>The stack's output with the id of an instance's first group.</summary>
    internal static string GroupOutput(string instance) => $"{instance}-groupId";

    /// <summary>The policies of a program with the shipped ones.</summary>
    private static PolicyCatalog Together(IReadOnlyCollection<PolicyCatalog> policies)
    {
        List<(string Assembly, PolicyCatalog Catalog)> all = [("Starface.Policies", Catalog.Instance)];
        all.AddRange(policies.Where(own => own != Catalog.Instance).Select(own => ("the program", own)));
        var doubles = CatalogUnion.FindDoubles(all);
        return doubles.IsEmpty
            ? new PolicyCatalog(
                all.SelectMany(known => known.Catalog.Services),
                all.SelectMany(known => known.Catalog.Policies),
                all.SelectMany(known => known.Catalog.Scenarios))
            : throw ProgramMessage.Refuse(string.Join("\n", doubles.Select(problem => $"{problem.Id}: {problem}")));
    }

    /// <summary>Registers an instance with its cloud's component; the result is what it permits afterwards.</summary>
    private static Output<FlowSet> Register(InstanceConfig instance, SortedDictionary<string, object?> outputs) =>
        Components.First(component => component.Cloud == instance.Cloud).Register(instance.Request, outputs);

    private static Output<FlowSet> RegisterSecurityGroup(PlanRequest request, SortedDictionary<string, object?> outputs)
    {
        var group = new PolicySecurityGroup(request.Name, PolicySecurityGroupArgs.From(request));
        outputs[GroupOutput(request.Name)] = group.GroupId;
        outputs[$"{request.Name}-groupIds"] = group.GroupIds;
        outputs[$"{request.Name}-digest"] = group.Digest;
        return group.Permitted;
    }

    private static Output<FlowSet> RegisterNetworkSecurityGroup(PlanRequest request, SortedDictionary<string, object?> outputs)
    {
        var group = new PolicyNetworkSecurityGroup(request.Name, PolicyNetworkSecurityGroupArgs.From(request));
        outputs[GroupOutput(request.Name)] = group.GroupId;
        outputs[$"{request.Name}-digest"] = group.Digest;
        return group.Permitted;
    }
}
