using System.Text;
using System.Text.RegularExpressions;
using Starface.Drift.Files;
using Starface.Policy.Problems;

namespace Starface.Drift.Reports;

/// <summary>Finds the lines where policies and their services are declared, so that reports lead to what has to be changed.</summary>
internal sealed partial class PolicySources
{
    /// <summary>A link may lead out of the checkout, or in a circle.</summary>
    private static readonly EnumerationOptions RealFiles =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly Dictionary<string, SourcePlace> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Policy, string Type), SourcePlace> _allows = [];
    private readonly Dictionary<string, string> _serviceTypes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourcePlace> _services = new(StringComparer.Ordinal);

    /// <summary>Reads the sources below a folder.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="folder">The folder with the policies.</param>
    public static PolicySources Scan(string root, string folder)
    {
        var sources = new PolicySources();
        if (!Directory.Exists(folder)) return sources;
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs", RealFiles).Order(StringComparer.Ordinal))
        {
            if (file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)) continue;
            try
            {
                var text = InputFile.ReadAllText(file, Encoding.UTF8, InputLimits.ConfigurationFile);
                sources.Add(Path.GetRelativePath(root, file).Replace('\\', '/'), text.Split('\n'));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                // The report leads to the line of another file, or to none.
            }
        }

        return sources;
    }

    /// <summary>
    /// The line that allows a service in a policy, else the policy's own, or null when the sources are not in the checkout.
    /// </summary>
    /// <param name="policy">The policy's id.</param>
    /// <param name="service">The service's id, or null.</param>
    public SourcePlace? Find(string policy, string? service)
    {
        var type = service is null ? null : _serviceTypes.GetValueOrDefault(service);
        var allow = type is null ? null : _allows.GetValueOrDefault((policy, type));
        return allow ?? _policies.GetValueOrDefault(policy);
    }

    /// <summary>The line that declares a service, or null when the sources are not in the checkout.</summary>
    /// <param name="service">The service's id.</param>
    public SourcePlace? FindService(string service) => _services.GetValueOrDefault(service);

    private void Add(string file, string[] lines)
    {
        string? policy = null;
        string? service = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.AsSpan().TrimStart().StartsWith("//", StringComparison.Ordinal)) continue;
            if (Policy().Match(line) is { Success: true } declared)
            {
                policy = declared.Groups[1].Value;
                _policies.TryAdd(policy, new SourcePlace(file, i + 1));
            }

            if (policy is not null)
            {
                foreach (Match allow in Allow().Matches(line))
                    _allows.TryAdd((policy, allow.Groups[1].Value), new SourcePlace(file, i + 1));
            }

            if (Service().Match(line) is { Success: true } named)
            {
                service = named.Groups[1].Value;
                _services.TryAdd(service, new SourcePlace(file, i + 1));
            }

            if (Class().Match(line) is not { Success: true } type) continue;
            if (service is not null) _serviceTypes.TryAdd(service, type.Groups[1].Value);
            (policy, service) = (null, null);
        }
    }

    [GeneratedRegex("""\bPolicy\("([^"]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Policy();

    [GeneratedRegex("""\bService\("([^"]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Service();

    [GeneratedRegex(@"\bAllow<(?:\w+\.)*(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Allow();

    [GeneratedRegex(@"\bclass\s+(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Class();
}
