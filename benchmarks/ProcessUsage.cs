using System.Runtime.InteropServices;

namespace Starface.Benchmarks;

/// <summary>The C structure <c>rusage</c> of 64-bit systems, of which only the beginning is looked at.</summary>
[StructLayout(LayoutKind.Sequential, Size = 144)]
internal struct ProcessUsage
{
    public nint UserSeconds;
    public nint UserMicroseconds;
    public nint SystemSeconds;
    public nint SystemMicroseconds;
}
