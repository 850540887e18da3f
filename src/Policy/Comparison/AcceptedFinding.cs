using Starface.Policy.Configuration;

namespace Starface.Policy.Comparison;

/// <summary>An entry that accepts a warning or remark about a stack.</summary>
/// <param name="Id">The id of the kind of finding.</param>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who answers for it, or null where the file's history says so.</param>
/// <param name="Expires">The last day it holds.</param>
internal sealed record AcceptedFinding(string Id, string Reason, string? Owner, CalendarDate Expires)
    : Acceptance(Reason, Owner, Expires)
{
    private const string Namespace = ConfigKeys.Namespace + ":";

    /// <summary>The stack it is about, or null for all.</summary>
    public string? Stack { get; init; }

    /// <summary>The key of the instance it is about, such as <c>peers.phones</c>, or null for all keys.</summary>
    public string? Key { get; init; }

    /// <inheritdoc/>
    public override string Way => "fix what is found";

    /// <inheritdoc/>
    public override string Scope => Join(
        Id,
        Stack is null ? null : $"stack {Stack}",
        Instance is null ? null : $"instance {Instance}",
        Key is null ? null : $"key {Key}");

    /// <summary>Whether it is about a finding, which an error may be too.</summary>
    /// <param name="problem">The finding.</param>
    /// <param name="stack">The stack, or null for a finding about a policy.</param>
    /// <param name="instance">The instance, or null.</param>
    public bool Covers(Problem problem, string? stack, string? instance) =>
        problem.Id == Id
        && (Stack is null || Stack == stack)
        && (Instance is null || Instance == instance)
        && (Key is null || (problem.ConfigKey is { } key && string.Equals(Bare(key), Bare(Key), StringComparison.OrdinalIgnoreCase)));

    /// <summary>A key as files within <c>starface:</c> name it.</summary>
    private static string Bare(string key) =>
        key.StartsWith(Namespace, StringComparison.OrdinalIgnoreCase) ? key.Substring(Namespace.Length) : key;
}
