using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Reads a value of a resource's state into the type of the output that it fills.</summary>
internal static class StateReader
{
    /// <summary>
    /// The value as a <paramref name="type"/>. What does not fit becomes the type's default and a warning, as in the SDK.
    /// </summary>
    public static object? Read(string place, object? value, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return value is null ? null : Read(place, value, underlying);
        }

        switch (value)
        {
            case null:
                return Default(type);
            case double number when type == typeof(int):
                return (int)number;
            case double number when type.IsEnum:
                return Enum.ToObject(type, (int)number);
            case ImmutableArray<object> list when IsGeneric(type, typeof(ImmutableArray<>)):
                return typeof(StateReader).GetMethod(nameof(ReadList), BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(type.GenericTypeArguments).Invoke(null, [place, list]);
            case ImmutableDictionary<string, object> map when IsGeneric(type, typeof(ImmutableDictionary<,>)):
                return typeof(StateReader).GetMethod(nameof(ReadMap), BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(type.GenericTypeArguments[1]).Invoke(null, [place, map]);
            case ImmutableDictionary<string, object> map when Constructor(type) is { } constructor:
                return constructor.Invoke([.. constructor.GetParameters().Select(parameter
                    => Read($"{place}.{parameter.Name}", map.GetValueOrDefault(parameter.Name!), parameter.ParameterType))]);
            case string or double when type.GetCustomAttribute<EnumTypeAttribute>() is not null:
                return Activator.CreateInstance(
                    type, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [value], null);
        }

        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        Log.Warn($"{place} is a {value.GetType().FullName} and cannot be read as a {type.FullName}.");
        return Default(type);
    }

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static ConstructorInfo? Constructor(Type type)
        => type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            .FirstOrDefault(constructor => constructor.GetCustomAttribute<OutputConstructorAttribute>() is not null);

    private static ImmutableArray<T> ReadList<T>(string place, ImmutableArray<object> list)
        => [.. list.Select((value, index) => (T)Read($"{place}[{index}]", value, typeof(T))!)];

    private static ImmutableDictionary<string, T> ReadMap<T>(string place, ImmutableDictionary<string, object> map)
        => map.ToImmutableDictionary(entry => entry.Key, entry => (T)Read($"{place}.{entry.Key}", entry.Value, typeof(T))!);
}
