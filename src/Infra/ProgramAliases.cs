using Pulumi;
using Starface.Policy.Clouds;

namespace Starface.Infra;

/// <summary>What a component's resources were called where another of the project's programs made them.</summary>
/// <param name="cloud">The component's cloud.</param>
/// <param name="parent">The component's own parent, or null.</param>
/// <param name="isOnlyProgram">
/// Whether resources without a parent are those of a compiled program. In a program of a user's own they may be anything.
/// </param>
internal sealed class ProgramAliases(CloudTarget cloud, Resource? parent, bool isOnlyProgram)
{
    /// <summary>The aliases of a resource below the component, without its own identity.</summary>
    /// <param name="type">The resource's type.</param>
    /// <param name="name">The resource's name.</param>
    public List<Input<Alias>> For(string type, string name)
    {
        var own = parent is null ? ProgramIdentity.ComponentFor(cloud) + "$"
            : parent.GetResourceType() == ProgramIdentity.PackagedFor(cloud)
                ? $"{parent.GetResourceType()}${ProgramIdentity.ComponentFor(cloud)}$"
                : null;
        return
        [
            .. ProgramIdentity.ParentsFor(cloud)
                .Where(parents => parents != own && (isOnlyProgram || parents.Length > 0))
                .Select(parents => (Input<Alias>)new Alias
                {
                    Urn = ProgramIdentity.Urn(
                        Deployment.Instance.StackName, Deployment.Instance.ProjectName, parents, type, name),
                }),
        ];
    }
}
