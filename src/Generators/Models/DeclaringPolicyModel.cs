namespace Starface.Generators.Models;

/// <summary>The policy that declares an allowance which another policy includes.</summary>
/// <param name="Id">The id of the policy.</param>
/// <param name="Name">The name of its class.</param>
/// <param name="FullName">The name of its class with <c>global::</c>.</param>
/// <param name="Assembly">The name of its assembly.</param>
internal sealed record DeclaringPolicyModel(string Id, string Name, string FullName, string Assembly);
