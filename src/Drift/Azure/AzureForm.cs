using Starface.Drift.Json;

namespace Starface.Drift.Azure;

/// <summary>
/// A kind of object that ARM returns with its fields under <c>properties</c>, and that <c>az</c> prints with the fields beside the name.
/// </summary>
/// <param name="fields">The fields.</param>
/// <param name="outer">The members beside <c>properties</c>.</param>
internal sealed class AzureForm(KnownMembers fields, params string[] outer)
{
    private readonly KnownMembers _outer = new([.. outer, "properties"]);
    private readonly KnownMembers _flat = fields.And(outer);

    /// <summary>The fields of an object, in either form.</summary>
    /// <param name="item">The object.</param>
    /// <param name="problems">Receives what has a member that this program does not know.</param>
    public JsonCursor Open(JsonCursor item, ItemProblems problems)
    {
        if (item.Find("properties") is not { } properties)
        {
            problems.AddUnknown(item, _flat);
            return item;
        }

        problems.AddUnknown(item, _outer);
        problems.AddUnknown(properties, fields);
        return properties;
    }
}
