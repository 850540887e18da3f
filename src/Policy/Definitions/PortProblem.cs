namespace Starface.Policy;

/// <summary>Why the ports of a requirement cannot be used.</summary>
/// <param name="Kind">The kind of mistake.</param>
/// <param name="Argument">Which part of the requirement is to blame.</param>
/// <param name="Reason">What is wrong, with the values, and how to mend it: part of a sentence, without a full stop.</param>
public sealed record PortProblem(PortProblemKind Kind, PortArgument Argument, string Reason);
