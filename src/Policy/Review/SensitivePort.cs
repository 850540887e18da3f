namespace Starface.Policy.Review;

/// <summary>A port of a service that is not for anyone on the Internet without a reason.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Id">The id of the problem that it is when everyone reaches it.</param>
/// <param name="Requirement">The requirement that opens it.</param>
/// <param name="Words">The port that is open, such as <c>udp 5060 (SIP)</c>; that of the instance where a setting moves it.</param>
internal sealed record SensitivePort(string Service, string Id, Requirement Requirement, string Words)
{
    /// <summary>Whether a setting of the instance moves the requirement there; the declaration has another port.</summary>
    public bool IsMoved { get; init; }
}
