using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Starface.Generators.Parsing;

namespace Starface.Generators.Checks;

/// <summary>Checks whether a class can be completed by another part.</summary>
internal static class ShapeChecks
{
    private const string Generator = "Starface.Generators.PolicyGenerator";

    /// <summary>Whether a part of the class can be written; adds the first mistake otherwise.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="kind">Whether it is declared a service or a policy.</param>
    /// <param name="mistakes">Takes the mistake.</param>
    /// <param name="token">Ends the check.</param>
    public static bool Check(INamedTypeSymbol type, in DeclaredAttributes attributes, DeclarationKind kind, ICollection<Mistake> mistakes, CancellationToken token)
    {
        var attribute = attributes.First(kind)!;
        if (NotPartial(type, token) is { } offender)
        {
            var completed = SymbolEqualityComparer.Default.Equals(offender, type) ? "it" : $"'{type.Name}' in it";
            mistakes.Add(new(Descriptors.NotPartial, attribute, Place.Attribute, offender.Name, completed, TypeParser.KeywordsOf(offender)));
            return false;
        }

        var reason = CommonReason(type, attributes) ?? (kind == DeclarationKind.Policy ? PolicyReason(type, token) : null);
        if (reason is null) return true;
        mistakes.Add(new(Descriptors.CannotBeCompleted, attribute, Place.Attribute, type.Name, reason));
        return false;
    }

    /// <summary>Whether the class, or a member that its author wrote, may have the name of one that is generated.</summary>
    /// <param name="type">The class.</param>
    /// <param name="model">What is declared.</param>
    /// <param name="mayBeNamed">Whether a member that is generated for it may have a name.</param>
    public static bool MayBeInTheWay<TModel>(INamedTypeSymbol type, TModel model, Func<TModel, string, bool> mayBeNamed)
    {
        if (mayBeNamed(model, type.Name)) return true;
        // The names stand in the syntax; the members have to be made by the compiler. Most classes have none of these names.
        foreach (var name in type.MemberNames)
            if (mayBeNamed(model, name))
                return HasMember(type, model, mayBeNamed);
        return false;
    }

    /// <summary>Whether a member's name is free in a class; adds the mistake otherwise.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attribute">The attribute that declares it a service or policy.</param>
    /// <param name="name">The name of a member that is generated.</param>
    /// <param name="mistakes">Takes the mistake.</param>
    public static bool CheckFree(INamedTypeSymbol type, AttributeData attribute, string name, ICollection<Mistake> mistakes)
    {
        string? reason = null;
        if (type.Name == name)
            reason = "a member cannot have the name of its class; rename the class";
        else if (type.GetMembers(name).Any(member => !IsGenerated(member)))
            reason = "the class has a member of this name already; rename that";
        if (reason is null) return true;
        mistakes.Add(new(Descriptors.MemberInTheWay, attribute, Place.Attribute, type.Name, name, reason));
        return false;
    }

    private static bool HasMember<TModel>(INamedTypeSymbol type, TModel model, Func<TModel, string, bool> mayBeNamed)
    {
        foreach (var member in type.GetMembers())
            if (!member.IsImplicitlyDeclared && mayBeNamed(model, member.Name) && !IsGenerated(member))
                return true;
        return false;
    }

    private static INamedTypeSymbol? NotPartial(INamedTypeSymbol type, CancellationToken token)
    {
        for (var current = type; current is not null; current = current.ContainingType)
            foreach (var reference in current.DeclaringSyntaxReferences)
                if (reference.GetSyntax(token) is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                    return current;
        return null;
    }

    private static string? CommonReason(INamedTypeSymbol type, in DeclaredAttributes attributes)
    {
        if (type.TypeKind != TypeKind.Class) return "it is no class; make it one";
        if (attributes.First(DeclarationKind.Service) is not null && attributes.First(DeclarationKind.Policy) is not null)
            return "it is declared both a service and a policy; make two classes of it";
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.Arity > 0) return $"'{current.Name}' is generic; remove its type parameters";
            if (current.IsFileLocal) return $"'{current.Name}' is visible in its file alone; remove 'file'";
            if (current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return $"'{current.Name}' cannot be seen by the assembly's catalogue; make it internal or public";
        }

        var names = type.ContainingType?.GetTypeMembers(type.Name) ?? type.ContainingNamespace.GetTypeMembers(type.Name);
        return names.Length > 1 && names.Count(other => other.Arity == 0) > 1 ? "there are several types of its name; rename one" : null;
    }

    private static string? PolicyReason(INamedTypeSymbol type, CancellationToken token)
    {
        if (type.IsStatic) return "a policy is made for each instance; remove 'static'";
        if (type.IsAbstract) return "a policy is made for each instance; remove 'abstract'";
        if (type.IsRecord) return "a policy is no record; make it a class";
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } parent && parent.ToDisplayString() != "Starface.Policy.FirewallPolicy")
            return $"it derives from '{parent.Name}'; remove the base class";
        return HasConstructor(type) || HasParameterList(type, token) ? "the generator writes its constructors; make a static method of the one it has" : null;
    }

    /// <summary>Whether its author wrote a constructor. The names are asked for first, since they are known without the members.</summary>
    private static bool HasConstructor(INamedTypeSymbol type) =>
        type.MemberNames.Contains(WellKnownMemberNames.InstanceConstructorName) && type.InstanceConstructors.Any(constructor => !constructor.IsImplicitlyDeclared && !IsGenerated(constructor));

    private static bool HasParameterList(INamedTypeSymbol type, CancellationToken token) =>
        type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(token) is TypeDeclarationSyntax { ParameterList: not null });

    /// <summary>Whether the compiler or this generator wrote a member. Analyzers see what was generated; the generator does not.</summary>
    private static bool IsGenerated(ISymbol member)
    {
        if (member.IsImplicitlyDeclared) return true;
        foreach (var reference in member.DeclaringSyntaxReferences)
            if (!reference.SyntaxTree.FilePath.Contains(Generator))
                return false;
        return true;
    }
}
