using System.Reflection;
using Pulumi;

namespace Starface.Infra.Tests.Components;

/// <summary>
/// The rules by which Pulumi's host describes the components of an assembly to other languages, as it applies them: to every component type
/// and to its arguments, public or not. What breaks one of them breaks the schema of the whole package.
/// </summary>
internal static class ComponentSchema
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(int), typeof(long), typeof(double), typeof(float), typeof(bool), typeof(object),
    ];

    public static IEnumerable<Type> Components(Assembly assembly) =>
        assembly.GetTypes().Where(type => typeof(ComponentResource).IsAssignableFrom(type) && !type.IsAbstract);

    /// <summary>What the host would refuse, in words.</summary>
    public static IEnumerable<string> Violations(Type component)
    {
        // The schema looks for the arguments by their type, construction by the name "args" of the first constructor.
        var constructors = component.GetConstructors();
        var parameters = constructors.FirstOrDefault()?.GetParameters();
        if (parameters is not [{ ParameterType: var name }, { ParameterType: var args, Name: "args" }, { ParameterType: var options }]
            || name != typeof(string) || !typeof(ResourceArgs).IsAssignableFrom(args) || options != typeof(ComponentResourceOptions))
        {
            yield return $"{component.Name} has no public constructor (string name, XArgs args, ComponentResourceOptions options)";
            yield break;
        }

        if (args.GetConstructor([]) is null) yield return $"{args.Name} cannot be made without parameters";
        foreach (var violation in Members(component, isOutput: true).Concat(Members(args, isOutput: false))) yield return violation;
    }

    /// <summary>The inputs of a component with what is required of them.</summary>
    public static IReadOnlyDictionary<string, bool> Inputs(Type component) =>
        component.GetConstructors()[0].GetParameters()[1].ParameterType
        .GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance)
        .Select(
            property =>
                property.CustomAttributes.Single(attribute => attribute.AttributeType == typeof(InputAttribute)).ConstructorArguments)
        .ToDictionary(arguments => (string)arguments[0].Value!, arguments => (bool)arguments[1].Value!);

    /// <summary>The outputs of a component.</summary>
    public static IEnumerable<string> Outputs(Type component) => component
        .GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance)
        .Select(property => property.GetCustomAttribute<OutputAttribute>()!.Name!);

    private static IEnumerable<string> Members(Type type, bool isOutput)
    {
        foreach (var field in type.GetFields(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance))
            yield return $"{type.Name}.{field.Name} is a public field";

        foreach (var property in type.GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance))
        {
            var place = $"{type.Name}.{property.Name}";
            var expected = isOutput ? typeof(OutputAttribute) : typeof(InputAttribute);
            if (property.CustomAttributes.All(attribute => attribute.AttributeType != expected))
                yield return $"{place} has no [{expected.Name}]";
            if (property.SetMethod is null) yield return $"{place} has no setter, which the host assigns through";
            if (isOutput && (!property.PropertyType.IsGenericType || property.PropertyType.GetGenericTypeDefinition() != typeof(Output<>)))
                yield return $"{place} is not an Output";
            if (!IsSupported(property.PropertyType, isOutput))
                yield return $"{place} is of a type that has no word in other languages: {property.PropertyType}";

            // An input that is left out is assigned null, whatever its initial value.
            if (!isOutput && property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
                yield return $"{place} cannot be left out";
        }
    }

    private static bool IsSupported(Type type, bool isOutput)
    {
        if (Plain.Contains(type)) return true;
        if (type.IsArray) return IsSupported(type.GetElementType()!, isOutput);
        if (!type.IsGenericType) return false;
        var arguments = type.GenericTypeArguments;
        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(Output<>)) return isOutput && IsSupported(arguments[0], isOutput);
        if (definition == typeof(Input<>) || definition == typeof(InputList<>) || definition == typeof(InputMap<>))
            return !isOutput && IsSupported(arguments[0], isOutput);
        if (definition == typeof(Nullable<>) || definition == typeof(List<>)) return IsSupported(arguments[0], isOutput);
        return definition == typeof(Dictionary<,>) && arguments[0] == typeof(string) && IsSupported(arguments[1], isOutput);
    }
}
