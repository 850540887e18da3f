using Microsoft.CodeAnalysis;
using Starface.Generators.Parsing;
using Starface.Policy;

namespace Starface.Generators.Checks;

/// <summary>Checks the last day of an allowance. Whether it is over is no matter of the build: the same sources give the same result on any day.</summary>
internal static class ExpiryChecks
{
    /// <summary>The last day; null when there is none or it is malformed, which adds the mistake.</summary>
    /// <param name="attribute">The allowance.</param>
    /// <param name="mistakes">Takes the mistake.</param>
    public static string? Read(AttributeData attribute, ICollection<Mistake> mistakes)
    {
        if (AttributeArguments.Named(attribute, "Expires") is not string text) return null;
        if (CalendarDate.TryParse(text, out var date, out var reason)) return date.ToString();
        mistakes.Add(new(Descriptors.MalformedExpiry, attribute, Place.Of("Expires"), reason!) { Mend = NameText.MendDate(text) });
        return null;
    }
}
