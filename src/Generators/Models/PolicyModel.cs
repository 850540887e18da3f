using Starface.Policy;

namespace Starface.Generators.Models;

/// <summary>A policy as declared.</summary>
/// <param name="Type">The class that declares it.</param>
/// <param name="State">How much can be generated for it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its purpose in a few words.</param>
/// <param name="PbxVersion">The PBX version it is for, or null.</param>
/// <param name="Allowances">Its allowances in the order of declaration.</param>
/// <param name="Supports">The scenarios that work with it, those of included policies first.</param>
internal sealed record PolicyModel(
    TypeModel Type,
    GenerationState State,
    string Id,
    string Title,
    string? PbxVersion,
    EquatableArray<AllowanceModel> Allowances,
    EquatableArray<SupportModel> Supports = default)
{
    /// <summary>The peer groups for which an instance gives networks, in ordinal order of their ids.</summary>
    public IReadOnlyList<PeerGroupModel> PeerGroups
    {
        get
        {
            var groups = new List<PeerGroupModel>(Allowances.Count);
            var ids = new HashSet<string>(StringComparer.Ordinal);
            foreach (var allowance in Allowances)
                if (allowance.PeerGroup is { } group && group.Id != PeerGroupId.Anywhere && ids.Add(group.Id))
                    groups.Add(group);
            groups.Sort(static (left, right) => string.CompareOrdinal(left.Id, right.Id));
            return groups;
        }
    }

    /// <summary>Whether an instance may leave a peer group out.</summary>
    /// <param name="group">The peer group.</param>
    public bool IsOptional(PeerGroupModel group)
    {
        foreach (var allowance in Allowances)
            if (allowance.PeerGroup?.Id == group.Id && !allowance.Optional)
                return false;
        return true;
    }

    /// <summary>The settings an instance may change, in ordinal order of their names.</summary>
    public IReadOnlyList<SettingModel> Settings
    {
        get
        {
            var settings = new List<SettingModel>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var allowance in Allowances)
                foreach (var requirement in allowance.Service.Requirements)
                    if (requirement.Setting is { } name && names.Add(name))
                        settings.Add(new(name, requirement.From, requirement.To));
            settings.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
            return settings;
        }
    }

    /// <summary>The policy as it is at run time.</summary>
    public PolicyDefinition ToDefinition() =>
        new(
            Id,
            Title,
            PbxVersion is null ? null : Policy.PbxVersion.Parse(PbxVersion),
            [.. Allowances.Select(allowance => allowance.ToAllowance())]);
}
