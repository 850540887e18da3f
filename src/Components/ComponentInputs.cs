using System.Collections.Immutable;
using Pulumi;
using Pulumi.Experimental;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Components;

/// <summary>What a program in another language gives to a component, compared with the arguments that the component has.</summary>
internal static class ComponentInputs
{
    /// <summary>The unknown names, the missing values, and the values of another kind than the argument's.</summary>
    /// <param name="arguments">The component's arguments class.</param>
    /// <param name="inputs">The values by name.</param>
    public static ImmutableArray<Problem> FindProblems(Type arguments, ImmutableDictionary<string, PropertyValue> inputs)
    {
        var known = arguments.GetProperties()
            .Select(property => (
                property.PropertyType,
                Input: property.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType == typeof(InputAttribute))))
            .Where(argument => argument.Input is not null)
            .ToDictionary(
                argument => (string)argument.Input!.ConstructorArguments[0].Value!,
                argument => (Type: argument.PropertyType, IsRequired: argument.Input!.ConstructorArguments[1].Value is true),
                StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var (name, value) in inputs.OrderBy(input => input.Key, StringComparer.Ordinal))
        {
            if (known.TryGetValue(name, out var argument)) AddWrongKinds(problems, name, value, argument.Type);
            else
            {
                Add(
                    problems, name,
                    Problem.Error(ProblemIds.UnknownKey, $"Unknown argument '{name}'", NearestName.Suggestion(name, known.Keys)));
            }
        }

        var required = known.Where(argument => argument.Value.IsRequired).Select(argument => argument.Key);
        foreach (var name in required.Order(StringComparer.Ordinal))
        {
            if (!inputs.TryGetValue(name, out var value) || value.Type == PropertyValueType.Null)
                Add(problems, name, Problem.Error(ProblemIds.MissingValue, $"The argument '{name}' is missing"));
        }

        return [.. problems];
    }

    private static void AddWrongKinds(List<Problem> problems, string path, PropertyValue value, Type type)
    {
        if (value.Type == PropertyValueType.Null) return;
        var mayBeOutput = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Input<>);
        var expected = mayBeOutput ? type.GenericTypeArguments[0] : Nullable.GetUnderlyingType(type) ?? type;
        if (value.Type == PropertyValueType.Computed)
        {
            if (mayBeOutput) return;
            Add(
                problems, path,
                Problem.Error(
                    ProblemIds.WrongKind, "The value is an output that a preview does not know",
                    "write a plain value: what decides about rules has to be visible in a preview"));
        }
        else if (expected.IsGenericType && expected.GetGenericTypeDefinition() == typeof(List<>) && value.TryGetArray(out var elements))
        {
            for (var i = 0; i < elements.Length; i++)
                AddWrongKinds(problems, FormattableString.Invariant($"{path}[{i}]"), elements[i], expected.GenericTypeArguments[0]);
        }
        else if (expected.IsGenericType && expected.GetGenericTypeDefinition() == typeof(Dictionary<,>) && value.TryGetMap(out var entries))
        {
            foreach (var (key, entry) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                AddWrongKinds(problems, $"{path}.{key}", entry, expected.GenericTypeArguments[1]);
        }
        else if (!IsOfKind(value, expected))
        {
            Add(problems, path, Problem.Error(ProblemIds.WrongKind, $"Expected {NameOf(expected)}, found {NameOf(value.Type)}"));
        }
    }

    private static void Add(List<Problem> problems, string path, Problem problem) =>
        problems.Add(problem with { Place = new Place { Key = path } });

    private static bool IsOfKind(PropertyValue value, Type expected) =>
        expected == typeof(string) ? value.Type == PropertyValueType.String
        : expected == typeof(bool) ? value.Type == PropertyValueType.Bool
        : expected == typeof(int) && value.TryGetNumber(out var number) && double.IsInteger(number) && Math.Abs(number) <= int.MaxValue;

    private static string NameOf(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) ? "a whole number"
        : type.GetGenericTypeDefinition() == typeof(List<>) ? "a list"
        : "a map";

    private static string NameOf(PropertyValueType type) => type switch
    {
        PropertyValueType.Bool => "true or false",
        PropertyValueType.Number => "a number",
        PropertyValueType.String => "text",
        PropertyValueType.Array => "a list",
        PropertyValueType.Map => "a map",
        _ => "a resource or file",
    };
}
