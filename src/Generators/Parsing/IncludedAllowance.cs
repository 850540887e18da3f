using Microsoft.CodeAnalysis;
using Starface.Generators.Models;

namespace Starface.Generators.Parsing;

/// <summary>An allowance of another policy that a policy includes. It lives only while the policy is parsed.</summary>
/// <param name="Allowance">The allowance.</param>
/// <param name="Declaring">The policy that declares it.</param>
/// <param name="Site">The <c>[Include]</c> that brings it in.</param>
internal sealed record IncludedAllowance(AllowanceModel Allowance, DeclaringPolicyModel Declaring, AttributeData Site);
