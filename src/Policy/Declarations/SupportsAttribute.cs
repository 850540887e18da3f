namespace Starface.Policy;

/// <summary>
/// Declares that a scenario works with a policy. Where an instance of the policy cannot keep that, <c>check --scenarios</c> finds it
/// (SFP8010). A policy that includes this one supports the scenario too, unless it excludes one of its flows.
/// </summary>
/// <remarks>No cloud sees it: it opens nothing.</remarks>
/// <example>
/// <code>
/// [Supports&lt;DeskPhoneUdp&gt;]
/// [Allow&lt;Sip, Phones&gt;]
/// [Allow&lt;RtpMedia, Phones&gt;]
/// </code>
/// </example>
/// <typeparam name="TScenario">A class with <see cref="ScenarioAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SupportsAttribute<TScenario> : Attribute
    where TScenario : class;
