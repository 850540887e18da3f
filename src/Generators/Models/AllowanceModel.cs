using Starface.Policy;

namespace Starface.Generators.Models;

/// <summary>An <c>[Allow]</c> of a policy.</summary>
/// <param name="Service">The service.</param>
/// <param name="PeerGroup">The peer group, or null.</param>
/// <param name="Because">The reason, or null.</param>
/// <param name="NeverCut">Whether a change may never cut these flows.</param>
/// <param name="Optional">Whether an instance may leave the peer group out.</param>
/// <param name="Expires">The last day on which it applies, or null.</param>
/// <param name="Ticket">The ticket that asked for it, or null.</param>
/// <param name="Owner">Who answers for it, or null.</param>
/// <param name="ReviewBy">The last day before it must be reviewed again, or null.</param>
/// <param name="Reviewed">The digest of what the last review saw, or null.</param>
/// <param name="IncludedFrom">The included policy that declares it; null when the policy declares it itself.</param>
internal sealed record AllowanceModel(
    ServiceModel Service,
    PeerGroupModel? PeerGroup,
    string? Because,
    bool NeverCut,
    bool Optional,
    string? Expires,
    string? Ticket,
    string? Owner,
    string? ReviewBy,
    string? Reviewed,
    DeclaringPolicyModel? IncludedFrom = null)
{
    /// <summary>What a policy can allow once: the service and the peer group, by their classes.</summary>
    public (string Assembly, string Service, string? PeerGroup) Key =>
        (Service.Type.Assembly, Service.Type.MetadataName, PeerGroup?.FullName);

    /// <summary>The names of the arguments in which it differs from another allowance.</summary>
    /// <param name="other">The other allowance.</param>
    public IReadOnlyList<string> DifferencesFrom(AllowanceModel other)
    {
        var names = new List<string>();
        if (Because != other.Because) names.Add(nameof(Because));
        if (NeverCut != other.NeverCut) names.Add(nameof(NeverCut));
        if (Optional != other.Optional) names.Add(nameof(Optional));
        if (Expires != other.Expires) names.Add(nameof(Expires));
        if (Ticket != other.Ticket) names.Add(nameof(Ticket));
        if (Owner != other.Owner) names.Add(nameof(Owner));
        if (ReviewBy != other.ReviewBy) names.Add(nameof(ReviewBy));
        if (Reviewed != other.Reviewed) names.Add(nameof(Reviewed));
        return names;
    }

    /// <summary>The allowance as it is at run time.</summary>
    public Allowance ToAllowance() =>
        new(Service.ToDefinition(), PeerGroup?.Id, Because)
        {
            NeverCut = NeverCut,
            Optional = Optional,
            Expires = Expires is null ? null : CalendarDate.Parse(Expires),
            Ticket = Ticket,
            Owner = Owner,
            ReviewBy = ReviewBy is null ? null : CalendarDate.Parse(ReviewBy),
            Reviewed = Reviewed,
            IncludedFrom = IncludedFrom?.Id,
        };
}
