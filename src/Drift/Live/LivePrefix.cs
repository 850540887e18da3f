using System.Globalization;
using Starface.Policy.Flows;

namespace Starface.Drift.Live;

/// <summary>Reads addresses as clouds write them: with or without a length, and with host bits, which the clouds ignore.</summary>
internal static class LivePrefix
{
    /// <summary>The prefix of a text; an address alone is a prefix of its full length.</summary>
    /// <exception cref="FormatException">It is neither a prefix nor an address.</exception>
    public static Prefix Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!Address.TryParse(slash < 0 ? text : text[..slash], out var address, out var problem)) throw new FormatException(problem.Text);
        var width = Address.WidthOf(address.Family);
        if (slash < 0) return Prefix.From(address, width);
        return int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= width
            ? Prefix.From(address, length)
            : throw new FormatException($"'{text}' has a length that is not within 0 to {width.ToString(CultureInfo.InvariantCulture)}");
    }
}
