namespace Starface.Cli.Tests.Support;

/// <summary>Stack files of tests.</summary>
internal static class StackText
{
    /// <summary>An instance on AWS whose file has no problem.</summary>
    public const string Good =
        """
        config:
          starface:cloud: aws
          starface:policy: cloud-pbx-vpn
          starface:peers:
            vpn: [10.8.0.0/16]
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]

        """;
}
