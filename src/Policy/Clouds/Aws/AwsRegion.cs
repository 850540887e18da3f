namespace Starface.Policy.Clouds.Aws;

/// <summary>The form of AWS's regions: words and a number, such as eu-central-1, us-gov-west-1, cn-north-1 and eusc-de-east-1.</summary>
internal static class AwsRegion
{
    /// <summary>An instance's region, or null where it is missing or malformed, which is reported.</summary>
    /// <param name="settings">The instance's keys.</param>
    /// <param name="key">The key.</param>
    public static string? Read(IInstanceSettings settings, string key)
    {
        if (settings.ReadText(key) is not { } region) return null;
        if (IsValid(region)) return region;
        var zoneOf = region.Substring(0, region.Length - 1);
        settings.Report(key, IsValid(zoneOf) && region[region.Length - 1] is >= 'a' and <= 'z'
            ? Problem.Invalid($"'{region}' is an availability zone, not a region", $"write '{zoneOf}'")
            : Problem.Invalid($"'{region}' is not a valid region", "write it as in eu-central-1"));
        return null;
    }

    private static bool IsValid(string region)
    {
        var parts = region.Split('-');
        return parts.Length >= 3
            && parts.Take(parts.Length - 1).All(word => word.Length > 0 && word.All(c => c is >= 'a' and <= 'z'))
            && parts[parts.Length - 1] is { Length: > 0 } number
            && number.All(c => c is >= '0' and <= '9');
    }
}
