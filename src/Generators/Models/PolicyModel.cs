using Starface.Policy;

namespace Starface.Generators.Models;

/// <summary>A policy as declared.</summary>
/// <param name="Type">The class it stands on.</param>
/// <param name="Soundness">What can be generated for it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Title">What it is for.</param>
/// <param name="PbxVersion">The PBX version it is for, or null.</param>
/// <param name="Allowances">Its allowances in the order of declaration.</param>
internal sealed record PolicyModel(
    TypeModel Type,
    Soundness Soundness,
    string Id,
    string Title,
    string? PbxVersion,
    EquatableArray<AllowanceModel> Allowances)
{
    /// <summary>The peer groups an instance has to fill, in ordinal order of their ids.</summary>
    public IEnumerable<PeerGroupModel> PeerGroups =>
        Allowances.Select(allowance => allowance.PeerGroup)
            .OfType<PeerGroupModel>()
            .Where(group => group.Id != PeerGroupId.Anywhere)
            .GroupBy(group => group.Id, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.First());

    /// <summary>The settings an instance may change, in ordinal order of their names.</summary>
    public IEnumerable<SettingModel> Settings =>
        Allowances.SelectMany(allowance => allowance.Service.Requirements)
            .Where(requirement => requirement.Setting is not null)
            .GroupBy(requirement => requirement.Setting!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new SettingModel(group.Key, group.First().From, group.First().To));

    /// <summary>The policy as programs see it.</summary>
    public PolicyDefinition ToDefinition() =>
        new(
            Id,
            Title,
            PbxVersion is null ? null : Policy.PbxVersion.Parse(PbxVersion),
            [.. Allowances.Select(allowance => allowance.ToAllowance())]);
}
