namespace Starface.Policy;

/// <summary>
/// Declares a scenario: what a use of the PBX needs from the network, such as a desk phone that registers and calls out. Stands on an empty
/// partial class beside <see cref="StepAttribute{TService}"/> and <see cref="StepAttribute{TService, TPeer}"/>.
/// </summary>
/// <remarks>No cloud sees it: a scenario opens nothing. <c>check --scenarios</c> says of each instance which scenarios work.</remarks>
/// <example>
/// <code>
/// [Scenario("lobby-phone", Title = "The phone in the lobby registers")]
/// [Step&lt;Sip, Phones&gt;(Direction.Inbound, Protocol.Udp, 5060, Symptom = "The phone cannot register")]
/// public sealed partial class LobbyPhone;
/// </code>
/// </example>
/// <param name="id">
/// The scenario's id: lower-case letters, digits and single hyphens, starting with a letter, at most 40 characters.
/// Unique in an assembly.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ScenarioAttribute(string id) : Attribute
{
    /// <summary>The scenario's id.</summary>
    /// <remarks>No cloud sees it: reports name the scenario by it.</remarks>
    /// <example>
    /// <code>
    /// [Scenario("lobby-phone", Title = "The phone in the lobby registers")]
    /// </code>
    /// </example>
    public string Id { get; } = id;

    /// <summary>What happens when the scenario works, in one sentence. Required.</summary>
    /// <remarks>No cloud sees it: it is in tables and tooltips.</remarks>
    /// <example>
    /// <code>
    /// [Scenario("lobby-phone", Title = "The phone in the lobby registers")]
    /// </code>
    /// </example>
    public string? Title { get; set; }
}
