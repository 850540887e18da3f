using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Drift.Live;

/// <summary>Reads addresses as clouds write them: with or without a length, and with host bits, which the clouds ignore.</summary>
internal static class LivePrefix
{
    /// <summary>The prefix of a text; an address alone is a prefix of its full length.</summary>
    /// <exception cref="FormatException">It is neither a prefix nor an address.</exception>
    public static Prefix Parse(string text) =>
        TryParse(text, out var prefix, out var problem) ? prefix : throw new FormatException(problem.Text);

    /// <summary>Reads the prefix of a text; an address alone is a prefix of its full length.</summary>
    /// <param name="text">The text.</param>
    /// <param name="prefix">The prefix.</param>
    /// <param name="problem">What is wrong with the text, when it is neither a prefix nor an address.</param>
    public static bool TryParse(string text, out Prefix prefix, [NotNullWhen(false)] out Problem? problem)
    {
        prefix = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!Address.TryParse(slash < 0 ? text : text[..slash], out var address, out problem)) return false;
        var width = Address.WidthOf(address.Family);
        var length = width;
        var isLength = slash < 0
            || (int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= width);
        if (isLength) prefix = Prefix.From(address, length);
        else problem = Problem.Invalid($"'{text}' has a length that is not within 0 to {width.ToString(CultureInfo.InvariantCulture)}");
        return isLength;
    }
}
