using System.Net;

namespace Starface.EndToEnd.Scenarios.Telephony;

/// <summary>A call that was answered: nobody has spoken yet.</summary>
/// <param name="caller">The caller's sound.</param>
/// <param name="callerTo">Where the PBX wants it.</param>
/// <param name="extension">The sound of the PBX's extension.</param>
/// <param name="extensionTo">Where the PBX wants it.</param>
internal sealed class Call(RtpEnd caller, IPEndPoint callerTo, RtpEnd extension, IPEndPoint extensionTo) : IDisposable
{
    /// <summary>Whether the extension hears a caller when it is silent itself.</summary>
    public bool CarriesCaller(TimeSpan patience)
    {
        caller.Speak(callerTo);
        return extension.Hears(patience);
    }

    /// <summary>Whether the caller hears the extension when the caller is silent.</summary>
    public bool CarriesExtension(TimeSpan patience)
    {
        extension.Speak(extensionTo);
        return caller.Hears(patience);
    }

    /// <summary>Lets both speak.</summary>
    public void Speak()
    {
        caller.Speak(callerTo);
        extension.Speak(extensionTo);
    }

    /// <summary>Whether the caller hears the extension.</summary>
    public bool CallerHears(TimeSpan patience) => caller.Hears(patience);

    /// <summary>Whether the extension hears the caller.</summary>
    public bool ExtensionHears(TimeSpan patience) => extension.Hears(patience);

    public void Dispose()
    {
        caller.Dispose();
        extension.Dispose();
    }
}
