using System.Collections.Immutable;
using Starface.Policy.Problems;

namespace Starface.Policy;

/// <summary>
/// The names of Azure's service tags. Azure ignores their letter case, so that a tag has one spelling here, whatever was written.
/// </summary>
internal static class ServiceTagName
{
    /// <summary>
    /// The day of the names below: Azure's page "Virtual network service tags", and the list of all tags that Microsoft publishes weekly.
    /// </summary>
    public const string AsOf = "2026-06-26";

    /// <summary>The tags without a region.</summary>
    private static readonly ImmutableHashSet<string> Tags = new[]
    {
        "ActionGroup", "ApiManagement", "AppConfiguration", "AppService", "AppServiceManagement", "ApplicationInsightsAvailability",
        "AutonomousDevelopmentPlatform", "AzureActiveDirectory", "AzureActiveDirectory.ServiceEndpoint",
        "AzureActiveDirectoryDomainServices", "AzureAdvancedThreatProtection", "AzureArcInfrastructure", "AzureAttestation",
        "AzureBackup", "AzureBotService", "AzureCloud", "AzureCognitiveSearch", "AzureConnectors", "AzureContainerAppsService",
        "AzureContainerRegistry", "AzureCosmosDB", "AzureDataExplorerManagement", "AzureDataLake", "AzureDatabricks", "AzureDevOps",
        "AzureDevSpaces", "AzureDeviceUpdate", "AzureDigitalTwins", "AzureEventGrid", "AzureFrontDoor.Backend",
        "AzureFrontDoor.FirstParty", "AzureFrontDoor.Frontend", "AzureFrontDoor.MicrosoftSecurity", "AzureHealthcareAPIs",
        "AzureInformationProtection", "AzureIoTHub", "AzureKeyVault", "AzureLoadBalancer", "AzureLoadTestingInstanceManagement",
        "AzureMachineLearning", "AzureMachineLearningInference", "AzureManagedGrafana", "AzureMonitor", "AzureMonitor.Core",
        "AzureMonitorForSAP", "AzureOpenDatasets", "AzurePlatformDNS", "AzurePlatformIMDS", "AzurePlatformLKM", "AzurePortal",
        "AzureResourceManager", "AzureSecurityCenter", "AzureSentinel", "AzureSignalR", "AzureSiteRecovery", "AzureSphere",
        "AzureSpringCloud", "AzureStack", "AzureTrafficManager", "AzureUpdateDelivery", "AzureWebPubSub", "BatchNodeManagement",
        "ChaosStudio", "CognitiveServicesFrontend", "CognitiveServicesManagement", "CopilotActions", "DataFactory",
        "DataFactoryManagement", "Dynamics365BusinessCentral", "Dynamics365ForMarketingEmail", "EOPExternalPublishedIPs", "EventHub",
        "GatewayManager", "Grafana", "GuestAndHybridManagement", "HDInsight", "Internet", "KustoAnalytics", "LogicApps",
        "LogicAppsManagement", "M365LighthouseProd", "M365ManagementActivityApi", "M365ManagementActivityApiWebhook", "Marketplace",
        "MicrosoftAzureFluidRelay", "MicrosoftCloudAppSecurity", "MicrosoftContainerRegistry", "MicrosoftDefenderForEndpoint",
        "MicrosoftPurviewPolicyDistribution", "OneDsCollector", "PowerBI", "PowerPlatformInfra", "PowerPlatformPlex", "PowerQueryOnline",
        "SCCservice", "Scuba", "SecurityCopilot", "SerialConsole", "ServiceBus", "ServiceFabric", "Sql", "SqlManagement", "Storage",
        "StorageMover", "StorageSyncService", "SystemServiceAzureSpringAppsResourceProvider", "VideoIndexer", "VirtualNetwork",
        "WindowsAdminCenter", "WindowsVirtualDesktop", "ZeroTrustSegmentation",
    }.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What a region is called behind a tag's dot, in the public cloud and in those of governments and China. AzureCloud shortens some.
    /// </summary>
    private static readonly ImmutableHashSet<string> Regions = new[]
    {
        "AustraliaCentral", "AustraliaCentral2", "AustraliaEast", "AustraliaSoutheast", "AustriaEast", "BelgiumCentral", "BrazilSouth",
        "BrazilSoutheast", "CanadaCentral", "CanadaEast", "CentralIndia", "CentralUS", "CentralUSEUAP", "ChileCentral", "ChinaEast",
        "ChinaEast2", "ChinaEast3", "ChinaNorth", "ChinaNorth2", "ChinaNorth3", "DenmarkEast", "EastAsia", "EastUS", "EastUS2",
        "EastUS2EUAP", "EastUS2Stage", "EastUS3", "EastUSSTG", "FranceCentral", "FranceSouth", "GermanyCentral", "GermanyNorth",
        "GermanyNortheast", "GermanyWestCentral", "IndiaSouthCentral", "IndonesiaCentral", "IsraelCentral", "IsraelNorthwest",
        "ItalyNorth", "JapanEast", "JapanWest", "JioIndiaCentral", "JioIndiaWest", "KoreaCentral", "KoreaSouth", "MalaysiaSouth",
        "MalaysiaWest", "MexicoCentral", "NewZealandNorth", "NorthCentralUS", "NorthCentralUSStage", "NorthEurope", "NortheastUS5",
        "NorwayEast", "NorwayWest", "PolandCentral", "QatarCentral", "SouthAfricaNorth", "SouthAfricaWest", "SouthCentralUS",
        "SouthCentralUS2", "SouthCentralUSSTG", "SouthIndia", "SoutheastAsia", "SoutheastUS", "SoutheastUS3", "SpainCentral",
        "SwedenCentral", "SwedenSouth", "SwitzerlandNorth", "SwitzerlandWest", "TaiwanNorth", "TaiwanNorthwest", "UAECentral", "UAENorth",
        "UKSouth", "UKWest", "USDoDCentral", "USDoDEast", "USGovArizona", "USGovIowa", "USGovTexas", "USGovVirginia", "WestCentralUS",
        "WestEurope", "WestIndia", "WestUS", "WestUS2", "WestUS3", "brazilne", "brazilse", "centralfrance", "chilec", "germanyn",
        "germanywc", "northeurope2", "norwaye", "norwayw", "southfrance", "switzerlandn", "switzerlandw", "usstagec", "usstagee",
    }.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);

    private static readonly ImmutableDictionary<string, string> Spellings = Tags
        .SelectMany(tag => tag.Split('.'))
        .Concat(Regions)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .ToImmutableDictionary(part => part, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a tag stands for everyone outside of the virtual network.</summary>
    public static bool IsEveryone(string name) => Is(name, "Internet");

    /// <summary>Whether a tag contains machines that anybody can rent.</summary>
    public static bool HasStrangers(string name) => IsEveryone(name) || Is(name.Split('.')[0], "AzureCloud");

    /// <summary>The one spelling of a tag. Parts that are not known keep theirs.</summary>
    /// <param name="name">The tag.</param>
    public static string Normalize(string name) =>
        string.Join(".", name.Split('.').Select(part => Spellings.TryGetValue(part, out var known) ? known : part));

    /// <summary>Whether there is such a tag, in any region.</summary>
    /// <param name="name">The tag.</param>
    public static bool IsKnown(string name) =>
        Tags.Contains(name)
        || (name.LastIndexOf('.') is > 0 and var dot && Tags.Contains(name.Substring(0, dot)) && Regions.Contains(name.Substring(dot + 1)));

    /// <summary>The known tag that was probably meant, or null where none is near.</summary>
    /// <param name="name">What a person wrote.</param>
    public static string? FindNearest(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0
            && Find(name.Substring(0, dot), Tags) is { } tag
            && Find(name.Substring(dot + 1), Regions) is { } region
                ? Normalize($"{tag}.{region}")
                : FindLonger(name) ?? NearestName.Find(name, Tags);

        static string? FindLonger(string part) => Tags
            .Where(known => known.StartsWith(part + ".", StringComparison.OrdinalIgnoreCase))
            .OrderBy(known => known, StringComparer.Ordinal)
            .FirstOrDefault();

        static string? Find(string part, ImmutableHashSet<string> known) => known.Contains(part) ? part : NearestName.Find(part, known);
    }

    private static bool Is(string name, string tag) => string.Equals(name, tag, StringComparison.OrdinalIgnoreCase);
}
