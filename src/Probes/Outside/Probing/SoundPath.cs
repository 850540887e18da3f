namespace Starface.Probes.Outside.Probing;

/// <summary>How sound fared at one port.</summary>
/// <param name="Port">The port.</param>
/// <param name="Sent">The packets that were sent.</param>
/// <param name="Arrived">Those that arrived; null where the listener could not be asked.</param>
/// <param name="Returned">Those that came back.</param>
/// <param name="JitterThere">The jitter on the way there, in microseconds; null where the listener could not be asked.</param>
/// <param name="JitterBack">The jitter on the way back, in microseconds.</param>
internal sealed record SoundPath(int Port, int Sent, int? Arrived, int Returned, double? JitterThere, double JitterBack);
