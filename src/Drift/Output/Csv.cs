using Starface.Policy.Problems;

namespace Starface.Drift.Output;

/// <summary>
/// Cells of a spreadsheet (RFC 4180): a string is the content of a cell between double quotes. What a spreadsheet takes for a formula is
/// text behind an apostrophe.
/// </summary>
internal sealed class Csv : IMedium
{
    /// <summary>What a file begins with by which Excel knows that it is UTF-8.</summary>
    public static MediumText<Csv> Start => $"\ufeff";

    /// <inheritdoc/>
    public static string Escape(string text)
    {
        var safe = SafeText.From(text).Replace("\"", "\"\"", StringComparison.Ordinal);
        // The last ones are the wide forms of the first, which some spreadsheets take for the same.
        return safe.TrimStart() is ['=' or '+' or '-' or '@' or '|' or '%' or '＝' or '＋' or '－' or '＠', ..] ? "'" + safe : safe;
    }
}
