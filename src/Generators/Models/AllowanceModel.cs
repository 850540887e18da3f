using Starface.Policy;

namespace Starface.Generators.Models;

/// <summary>One <c>[Allow]</c> of a policy.</summary>
/// <param name="Service">The service.</param>
/// <param name="PeerGroup">The peer group, or null.</param>
/// <param name="Because">Why, or null.</param>
/// <param name="NeverCut">Whether these flows must never be cut.</param>
/// <param name="Expires">The last day, or null.</param>
/// <param name="Ticket">Where it was asked for, or null.</param>
internal sealed record AllowanceModel(ServiceModel Service, PeerGroupModel? PeerGroup, string? Because, bool NeverCut, string? Expires, string? Ticket)
{
    /// <summary>The allowance as programs see it.</summary>
    public Allowance ToAllowance() =>
        new(Service.ToDefinition(), PeerGroup?.Id, Because)
        {
            NeverCut = NeverCut,
            Expires = Expires is null ? null : CalendarDate.Parse(Expires),
            Ticket = Ticket,
        };
}
