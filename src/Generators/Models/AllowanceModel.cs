using Starface.Policy;

namespace Starface.Generators.Models;

/// <summary>An <c>[Allow]</c> of a policy.</summary>
/// <param name="Service">The service.</param>
/// <param name="PeerGroup">The peer group, or null.</param>
/// <param name="Because">The reason, or null.</param>
/// <param name="NeverCut">Whether a change may never cut these flows.</param>
/// <param name="Expires">The last day on which it applies, or null.</param>
/// <param name="Ticket">The ticket that asked for it, or null.</param>
internal sealed record AllowanceModel(
    ServiceModel Service,
    PeerGroupModel? PeerGroup,
    string? Because,
    bool NeverCut,
    string? Expires,
    string? Ticket)
{
    /// <summary>The allowance as it is at run time.</summary>
    public Allowance ToAllowance() =>
        new(Service.ToDefinition(), PeerGroup?.Id, Because)
        {
            NeverCut = NeverCut,
            Expires = Expires is null ? null : CalendarDate.Parse(Expires),
            Ticket = Ticket,
        };
}
