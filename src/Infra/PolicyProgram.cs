using Pulumi;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>The stack program: reads the instances from the stack's configuration and applies each one's policy to its cloud.</summary>
public static class PolicyProgram
{
    /// <summary>Registers the resources of every instance of the stack, as of today in UTC.</summary>
    /// <returns>The stack's outputs.</returns>
    /// <exception cref="RunException">The configuration has mistakes; the message lists all of them, and nothing was registered.</exception>
    public static IDictionary<string, object?> Run() => RunOn(CalendarDate.FromDateTime(DateTime.UtcNow));

    /// <summary>Registers the resources of every instance of the stack.</summary>
    /// <param name="today">The day against which expiry dates are held.</param>
    /// <returns>The stack's outputs: for each instance the ids of its groups and the digest of what they permit.</returns>
    /// <exception cref="RunException">The configuration has mistakes; the message lists all of them, and nothing was registered.</exception>
    public static IDictionary<string, object?> RunOn(CalendarDate today)
    {
        var stack = StackConfigBinder.Bind(Catalog.Instance, Deployment.Instance.StackName, PulumiConfig.Read());
        if (!stack.Mistakes.IsEmpty)
            throw new RunException("The stack's configuration has mistakes:\n" + string.Join("\n", stack.Mistakes.Select(mistake => $"  {mistake}")));

        var instances = stack.Instances.Select(instance => instance with { Request = instance.Request with { Today = today } }).ToList();

        // Every plan is made before the first resource is registered, so that a mistake in one instance leaves all of them untouched.
        foreach (var instance in instances)
            PlanErrors.Plan(instance.Cloud, instance.Request);

        var outputs = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var instance in instances) Register(instance, outputs);
        return outputs;
    }

    private static void Register(InstanceConfig instance, SortedDictionary<string, object?> outputs)
    {
        var request = instance.Request;
        if (instance.Cloud == Cloud.Aws)
        {
            var group = new PolicySecurityGroup(request.Name, PolicySecurityGroupArgs.From(request));
            outputs[$"{request.Name}-groupId"] = group.GroupId;
            if (group.HasSeveralGroups) outputs[$"{request.Name}-groupIds"] = group.GroupIds;
            outputs[$"{request.Name}-digest"] = group.Digest;
            return;
        }

        var networkGroup = new PolicyNetworkSecurityGroup(request.Name, PolicyNetworkSecurityGroupArgs.From(request));
        outputs[$"{request.Name}-groupId"] = networkGroup.GroupId;
        outputs[$"{request.Name}-digest"] = networkGroup.Digest;
    }
}
