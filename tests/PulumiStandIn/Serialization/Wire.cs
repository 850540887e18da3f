using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Turns inputs into what a provider or a mock receives: null, bool, double, string, resources, ImmutableArray&lt;object&gt; and
/// ImmutableDictionary&lt;string, object&gt;. The protocol between a program and the engine has no other shapes: integers are doubles.
/// </summary>
internal static class Wire
{
    /// <summary>What the engine sends for a value that is not known in a preview.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>The value as it is sent; <paramref name="place"/> is named when it cannot be sent.</summary>
    public static async Task<OutputData<object?>> WriteAsync(string place, object? value)
    {
        switch (value)
        {
            case null or bool or double or Resource:
                return OutputData<object?>.Plain(value);
            case string text:
                return OutputData<object?>.Plain(text) with { IsKnown = text != Unknown };
            case int number:
                return OutputData<object?>.Plain((double)number);
            case InputArgs args:
                return await WriteMapAsync(place, args.Read()).ConfigureAwait(false);
            case Task:
                throw new InvalidOperationException($"{place} is a Task, which cannot be sent: wrap it with Output.Create.");
            case IInput input:
                return await WriteOutputAsync(place, input.AsOutput).ConfigureAwait(false);
            case IOutput output:
                return await WriteOutputAsync(place, output).ConfigureAwait(false);
            case IUnion union:
                return await WriteAsync(place, union.Value).ConfigureAwait(false);
            case JsonElement json:
                return await WriteAsync(place, Plain(json)).ConfigureAwait(false);
            case IDictionary map:
                return await WriteMapAsync(place, map).ConfigureAwait(false);
            case IList list:
                return await WriteListAsync(place, IsDefaultArray(list) ? Array.Empty<object>() : list).ConfigureAwait(false);
            case Enum number:
                return OutputData<object?>.Plain((double)Convert.ToInt32(number, provider: null));
        }

        var type = value.GetType();
        if (type.GetCustomAttribute<EnumTypeAttribute>() is not null
            && type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type]) is { } toPlain)
        {
            return OutputData<object?>.Plain(toPlain.Invoke(null, [value]));
        }

        if (type.GetCustomAttribute<OutputTypeAttribute>() is not null)
        {
            var fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => field.IsInitOnly);
            return await WriteMapAsync(
                place, fields.ToDictionary(field => CamelCase(field.Name), field => field.GetValue(value))).ConfigureAwait(false);
        }

        throw new InvalidOperationException($"{place} is a {type.FullName}, which is not a supported argument type.");
    }

    /// <summary>The values as they are sent, key by key, so that one unknown value does not hide the others. Nulls are left out.</summary>
    public static async Task<ImmutableDictionary<string, OutputData<object?>>> WriteEachAsync(
        string place, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var written = ImmutableDictionary.CreateBuilder<string, OutputData<object?>>();
        foreach (var (key, value) in values)
        {
            var data = await WriteAsync($"{place}.{key}", value).ConfigureAwait(false);
            if (data.Value is not null || !data.IsKnown)
            {
                written[key] = data;
            }
        }

        return written.ToImmutable();
    }

    /// <summary>The known ones of the written values: what a mock sees.</summary>
    public static ImmutableDictionary<string, object> Known(ImmutableDictionary<string, OutputData<object?>> written)
        => written.Where(entry => entry.Value.IsKnown).ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Value!);

    private static async Task<OutputData<object?>> WriteOutputAsync(string place, IOutput output)
    {
        var data = await output.GetDataAsync().ConfigureAwait(false);
        return data.IsKnown ? data.Join(await WriteAsync(place, data.Value).ConfigureAwait(false)) : data;
    }

    private static async Task<OutputData<object?>> WriteMapAsync(string place, IDictionary map)
    {
        var all = OutputData<object?>.Plain(null);
        var written = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (DictionaryEntry entry in map)
        {
            if (entry.Key is not string key)
            {
                throw new InvalidOperationException($"{place} has the key '{entry.Key}': only string keys can be sent.");
            }

            var data = await WriteAsync($"{place}.{key}", entry.Value).ConfigureAwait(false);
            all = all.Join(data);
            if (data.Value is not null)
            {
                written[key] = data.Value;
            }
        }

        return all with { Value = written.ToImmutable() };
    }

    private static async Task<OutputData<object?>> WriteListAsync(string place, IList list)
    {
        var all = OutputData<object?>.Plain(null);
        var written = ImmutableArray.CreateBuilder<object?>(list.Count);
        for (var index = 0; index < list.Count; index++)
        {
            var data = await WriteAsync($"{place}[{index}]", list[index]).ConfigureAwait(false);
            all = all.Join(data);
            written.Add(data.Value);
        }

        return all with { Value = written.MoveToImmutable() };
    }

    // An ImmutableArray that was never assigned throws when it is counted; it means "no elements".
    private static bool IsDefaultArray(IList list)
        => list.GetType() is { IsGenericType: true } type
            && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            && (bool)type.GetProperty(nameof(ImmutableArray<int>.IsDefault))!.GetValue(list)!;

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(property => property.Name, property => Plain(property.Value)),
        _ => null,
    };
}
