using Starface.Policy;

namespace Starface.Policies.Tests.Seed;

/// <summary>A row of the table of server addresses.</summary>
/// <param name="Line">Its line in the text.</param>
/// <param name="Host">The server's name.</param>
/// <param name="Port">The port.</param>
/// <param name="Protocol">The transport protocol.</param>
/// <param name="IsPlainHttp">Whether the vendor writes HTTP, not HTTPS.</param>
/// <param name="Description">What the vendor says about it.</param>
internal sealed record ServerRow(SeedLine Line, string Host, int Port, Protocol Protocol, bool IsPlainHttp, string Description);
