using System.Reflection;

namespace Pulumi;

/// <summary>Values given to a resource, as members marked with <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    private protected InputArgs()
    {
    }

    /// <summary>The values by the names under which they are sent; unset ones are null.</summary>
    internal virtual Dictionary<string, object?> Read()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in GetType().GetFields(All))
        {
            Read(field, field.GetValue, values);
        }

        foreach (var property in GetType().GetProperties(All))
        {
            Read(property, property.GetValue, values);
        }

        return values;
    }

    private void Read(MemberInfo member, Func<object, object?> read, Dictionary<string, object?> values)
    {
        if (member.GetCustomAttribute<InputAttribute>() is not { } attribute)
        {
            return;
        }

        var value = read(this);
        if (value is null && attribute.IsRequired)
        {
            throw new ArgumentNullException(
                member.Name, $"[Input] {GetType().FullName}.{member.Name} is required but was not given a value");
        }

        values.Add(attribute.Name, attribute.Json && value is not null ? Output.JsonSerialize(Output.AsOutput(value)) : value);
    }
}
