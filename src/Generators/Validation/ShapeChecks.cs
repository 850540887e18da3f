using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Starface.Generators.Diagnostics;
using Starface.Generators.Symbols;
using Starface.Policy.Problems;

namespace Starface.Generators.Validation;

/// <summary>Checks whether another part of a class can be generated.</summary>
internal static class ShapeChecks
{
    private const string FirewallPolicy = "Starface.Policy.FirewallPolicy";
    private const string Generator = "Starface.Generators.PolicyGenerator";

    /// <summary>Whether another part of the class can be generated; adds the first problem otherwise.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="kind">Whether it is checked as a service, a policy or a scenario.</param>
    /// <param name="problems">Receives the problem.</param>
    /// <param name="token">Cancels the operation.</param>
    public static bool CheckType(
        INamedTypeSymbol type,
        in DeclaredAttributes attributes,
        DeclarationKind kind,
        ICollection<DeclarationProblem> problems,
        CancellationToken token)
    {
        var attribute = attributes.First(kind)!;
        if (FindNotPartial(type, token) is { } offender)
        {
            var completed = SymbolEqualityComparer.Default.Equals(offender, type) ? "it" : $"'{type.Name}' in it";
            problems.Add(new(
                ProblemIds.NotPartial, attribute, ArgumentPlace.Attribute, offender.Name, completed, TypeNames.Keywords(offender)));
            return false;
        }

        var reason = CommonReason(type, attributes) ?? (kind == DeclarationKind.Policy ? PolicyReason(type, token) : null);
        if (reason is null) return true;
        problems.Add(new(ProblemIds.CannotBeCompleted, attribute, ArgumentPlace.Attribute, type.Name, reason));
        return false;
    }

    /// <summary>
    /// Whether a generated member could have the name of the class or of a member that a person wrote. It is a quick first check.
    /// </summary>
    /// <param name="type">The class.</param>
    /// <param name="model">The service or policy.</param>
    /// <param name="mayContain">Whether the generated members of the model may contain a name.</param>
    public static bool MayClash<TModel>(INamedTypeSymbol type, TModel model, Func<TModel, string, bool> mayContain)
    {
        if (mayContain(model, type.Name)) return true;
        // MemberNames comes from the syntax; GetMembers makes Roslyn create a symbol for each member, which most classes do not need.
        foreach (var name in type.MemberNames)
            if (mayContain(model, name))
                return HasMember(type, model, mayContain);
        return false;
    }

    /// <summary>Whether a class has no member with the name of a generated one; adds the problem otherwise.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attribute">The attribute that declares the service or policy.</param>
    /// <param name="name">The name of the generated member.</param>
    /// <param name="problems">Receives the problem.</param>
    public static bool CheckName(INamedTypeSymbol type, AttributeData attribute, string name, ICollection<DeclarationProblem> problems)
    {
        string? reason = null;
        if (type.Name == name)
            reason = "a member cannot have the name of its class; rename the class";
        else if (type.GetMembers(name).Any(member => !IsGenerated(member)))
            reason = "the class already has a member with this name; rename that member";
        if (reason is null) return true;
        problems.Add(new(ProblemIds.MemberInTheWay, attribute, ArgumentPlace.Attribute, type.Name, name, reason));
        return false;
    }

    private static bool HasMember<TModel>(INamedTypeSymbol type, TModel model, Func<TModel, string, bool> mayContain)
    {
        foreach (var member in type.GetMembers())
            if (!member.IsImplicitlyDeclared && mayContain(model, member.Name) && !IsGenerated(member))
                return true;
        return false;
    }

    private static INamedTypeSymbol? FindNotPartial(INamedTypeSymbol type, CancellationToken token)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            foreach (var reference in current.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(token) is not TypeDeclarationSyntax declaration) continue;
                if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword)) return current;
            }
        }

        return null;
    }

    private static string? CommonReason(INamedTypeSymbol type, in DeclaredAttributes attributes)
    {
        if (type.TypeKind != TypeKind.Class) return "it must be a class";
        if (DescribeKinds(attributes) is { } kinds) return $"it is declared as both {kinds}; make two classes of it";
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.Arity > 0) return $"'{current.Name}' is generic; remove its type parameters";
            if (current.IsFileLocal) return $"'{current.Name}' is visible only in its file; remove 'file'";
            if (current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return $"'{current.Name}' is not visible to the assembly's catalog; make it internal or public";
        }

        // The compiler merges the parts of a type. Several types of one name are of different kinds, such as a class and a struct.
        var names = type.ContainingType?.GetTypeMembers(type.Name) ?? type.ContainingNamespace.GetTypeMembers(type.Name);
        return names.Length > 1 && names.Count(other => other.Arity == 0) > 1 ? "several types have its name; rename one" : null;
    }

    /// <summary>The first two of the kinds that a class is declared as; null where there is one.</summary>
    private static string? DescribeKinds(in DeclaredAttributes attributes)
    {
        var isService = attributes.First(DeclarationKind.Service) is not null;
        var isPolicy = attributes.First(DeclarationKind.Policy) is not null;
        var isScenario = attributes.First(DeclarationKind.Scenario) is not null;
        return isService && isPolicy ? "a service and a policy"
            : isService && isScenario ? "a service and a scenario"
            : isPolicy && isScenario ? "a policy and a scenario"
            : null;
    }

    private static string? PolicyReason(INamedTypeSymbol type, CancellationToken token)
    {
        if (type.IsStatic) return "an object of a policy is created for each instance; remove 'static'";
        if (type.IsAbstract) return "an object of a policy is created for each instance; remove 'abstract'";
        if (type.IsRecord) return "a policy must be a class, not a record";
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } parent && parent.ToDisplayString() != FirewallPolicy)
            return $"it derives from '{parent.Name}'; remove the base class";
        return HasConstructor(type) || HasParameterList(type, token)
            ? "the generator writes its constructors; turn the existing one into a static method"
            : null;
    }

    /// <summary>
    /// Whether a person wrote a constructor. MemberNames is asked first, because it does not need the symbols of the members.
    /// </summary>
    private static bool HasConstructor(INamedTypeSymbol type) =>
        type.MemberNames.Contains(WellKnownMemberNames.InstanceConstructorName)
        && type.InstanceConstructors.Any(constructor => !constructor.IsImplicitlyDeclared && !IsGenerated(constructor));

    private static bool HasParameterList(INamedTypeSymbol type, CancellationToken token) =>
        type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(token) is TypeDeclarationSyntax { ParameterList: not null });

    /// <summary>Whether the compiler or this generator wrote a member. Analyzers see generated members; the generator does not.</summary>
    private static bool IsGenerated(ISymbol member)
    {
        if (member.IsImplicitlyDeclared) return true;
        foreach (var reference in member.DeclaringSyntaxReferences)
            if (!reference.SyntaxTree.FilePath.Contains(Generator))
                return false;
        return true;
    }
}
