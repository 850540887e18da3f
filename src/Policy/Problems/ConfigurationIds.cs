namespace Starface.Policy.Rules;

/// <summary>The ids of what is wrong with the configuration of an instance; docs/diagnostics/configuration.md explains them.</summary>
internal static class ConfigurationIds
{
    /// <summary>A file cannot be read or written, or is not in the format it should be in.</summary>
    public const string UnusableFile = "SFP5001";

    /// <summary>A key is not one of those that are known at its place.</summary>
    public const string UnknownKey = "SFP5002";

    /// <summary>A value that is needed is missing.</summary>
    public const string MissingValue = "SFP5003";

    /// <summary>A value is of another kind than its key, such as a list where a map belongs.</summary>
    public const string WrongKind = "SFP5004";

    /// <summary>A value is malformed or out of range.</summary>
    public const string InvalidValue = "SFP5005";

    /// <summary>A name refers to nothing: no such policy, peer group, setting, service, host, set, stack or instance.</summary>
    public const string UnknownName = "SFP5006";

    /// <summary>A key means nothing on the cloud of the instance.</summary>
    public const string NotForCloud = "SFP5007";

    /// <summary>A key, name or association is given twice.</summary>
    public const string Duplicate = "SFP5008";

    /// <summary>Two values contradict each other.</summary>
    public const string Contradiction = "SFP5009";

    /// <summary>An option is missing, contradicts another, or does not fit the command.</summary>
    public const string InvalidOption = "SFP5010";
}
