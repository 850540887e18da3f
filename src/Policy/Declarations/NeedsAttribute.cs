namespace Starface.Policy;

/// <summary>
/// Names a service without which this one does not work: signalling needs media. A policy that allows this service and not the other gets a
/// warning (SFP2005).
/// </summary>
/// <remarks>No cloud sees it: it opens nothing.</remarks>
/// <example>
/// <code>
/// [Needs&lt;RtpMedia&gt;]
/// [Inbound(Protocol.Tcp, 5061)]
/// </code>
/// </example>
/// <typeparam name="TService">A class with <see cref="ServiceAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class NeedsAttribute<TService> : Attribute
    where TService : class;
