namespace Starface.Policy;

/// <summary>Something a person should know about a policy or plan.</summary>
/// <param name="Id">The id of the diagnostic, such as <c>SFP4001</c>; each has a page under docs/diagnostics.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Message">What was found, with the values, and how to mend it.</param>
public sealed record Finding(string Id, Severity Severity, string Message);
