namespace Starface.Policy.Problems;

/// <summary>Suggests the known name that a mistyped one probably meant.</summary>
internal static class NearestName
{
    /// <summary>The fix of an unknown name: the nearest name, or all of them when none is near.</summary>
    /// <param name="written">What a person wrote.</param>
    /// <param name="known">The known names.</param>
    public static string Suggestion(string written, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal).ToList();
        if (names.Count == 0) return "none are defined";
        return Find(written, names) is { } nearest ? $"did you mean '{nearest}'?" : $"use one of: {string.Join(", ", names)}";
    }

    /// <summary>The one name that begins with what was written, else the nearest, or null when none is near enough to be meant.</summary>
    /// <param name="written">What a person wrote.</param>
    /// <param name="known">The names there are.</param>
    public static string? Find(string written, IEnumerable<string> known)
    {
        var plain = Plain(written);
        var limit = Math.Max(2, plain.Length / 3);
        var begun = plain.Length < 3 ? null : known.Where(name => Plain(name).StartsWith(plain, StringComparison.Ordinal)).Take(2).ToList();
        if (begun is [var only]) return only;
        return known
            .Select(name => (Name: name, Distance: Distance(plain, Plain(name))))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static string Plain(string name) => name.Replace("-", "").Replace("_", "").ToLowerInvariant();

    /// <summary>Levenshtein's edit distance, O(n·m) time and O(m) space.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitute = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
