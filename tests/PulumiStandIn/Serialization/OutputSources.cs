using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Gives the output properties of a resource values that resolve when the resource is registered.</summary>
internal static class OutputSources
{
    /// <summary>The writing ends by the names of the properties in the resource's state.</summary>
    public static Dictionary<string, IOutputSource> Assign(Resource resource)
    {
        var sources = new Dictionary<string, IOutputSource>(StringComparer.Ordinal);
        foreach (var property in resource.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<OutputAttribute>() is not { } attribute
                || (resource is ComponentResource && property.DeclaringType != typeof(Resource)))
            {
                // A component sets its own outputs; only its URN comes from the registration.
                continue;
            }

            var name = attribute.Name ?? property.Name;
            if (!property.PropertyType.IsGenericType || property.PropertyType.GetGenericTypeDefinition() != typeof(Output<>))
            {
                throw RunException.OutputsHaveIncorrectType([name]);
            }

            var source = (IOutputSource)Activator.CreateInstance(
                typeof(OutputSource<>).MakeGenericType(property.PropertyType.GenericTypeArguments), resource)!;

            // A private setter is seen only through the type that declares it.
            var setter = property.DeclaringType!.GetProperty(property.Name, property.PropertyType)?.GetSetMethod(nonPublic: true)
                ?? throw new InvalidOperationException($"{resource.GetType().FullName}.{property.Name} is an [Output] without a setter.");
            setter.Invoke(resource, [source.Output]);
            sources.Add(name, source);
        }

        return sources;
    }
}
