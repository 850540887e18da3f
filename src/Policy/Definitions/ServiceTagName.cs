using System.Collections.Immutable;

namespace Starface.Policy;

/// <summary>
/// The spelling of Azure's service tags. Azure ignores their letter case, so that a tag has one spelling here, whatever was written.
/// </summary>
internal static class ServiceTagName
{
    /// <summary>
    /// Tags, and the regions behind their dot, that a policy of this kind may name (Azure, "Virtual network service tags").
    /// </summary>
    private static readonly ImmutableDictionary<string, string> Known = new[]
    {
        "ActionGroup", "ApiManagement", "AppConfiguration", "AppService", "ApplicationInsightsAvailability", "AzureActiveDirectory",
        "AzureActiveDirectoryDomainServices", "AzureArcInfrastructure", "AzureBackup", "AzureBotService", "AzureCloud",
        "AzureCognitiveSearch", "AzureConnectors", "AzureContainerRegistry", "AzureCosmosDB", "AzureDataExplorerManagement",
        "AzureDatabricks", "AzureDevOps",
        "AzureDigitalTwins", "AzureEventGrid", "AzureFrontDoor", "AzureInformationProtection", "AzureIoTHub", "AzureKeyVault",
        "AzureLoadBalancer", "AzureMachineLearning", "AzureMonitor", "AzurePlatformDNS", "AzurePlatformIMDS", "AzurePlatformLKM",
        "AzureResourceManager", "AzureSignalR", "AzureSiteRecovery", "AzureTrafficManager", "AzureUpdateDelivery", "AzureWebPubSub",
        "BatchNodeManagement", "CognitiveServicesManagement", "DataFactory", "EventHub", "GatewayManager", "GuestAndHybridManagement",
        "HDInsight", "Internet", "LogicApps", "LogicAppsManagement", "MicrosoftContainerRegistry", "MicrosoftDefenderForEndpoint",
        "PowerBI", "ServiceBus", "ServiceFabric", "Sql", "SqlManagement", "Storage", "StorageSyncService", "VirtualNetwork",
        "WindowsVirtualDesktop", "Backend", "FirstParty", "Frontend",
        "AustraliaCentral", "AustraliaEast", "AustraliaSoutheast", "AustriaEast", "BelgiumCentral", "BrazilSouth", "CanadaCentral",
        "CanadaEast",
        "CentralIndia", "CentralUS", "EastAsia", "EastUS", "EastUS2", "FranceCentral", "FranceSouth", "GermanyNorth", "GermanyWestCentral",
        "IsraelCentral", "ItalyNorth", "JapanEast", "JapanWest", "KoreaCentral", "KoreaSouth", "NorthCentralUS", "NorthEurope",
        "NorwayEast",
        "NorwayWest", "PolandCentral", "QatarCentral", "SouthAfricaNorth", "SouthCentralUS", "SouthIndia", "SoutheastAsia", "SpainCentral",
        "SwedenCentral", "SwitzerlandNorth", "SwitzerlandWest", "UAENorth", "UKSouth", "UKWest", "WestCentralUS", "WestEurope", "WestIndia",
        "WestUS", "WestUS2", "WestUS3",
    }.ToImmutableDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The one spelling of a tag. Parts that are not known keep theirs.</summary>
    public static string Normalize(string name) =>
        string.Join(".", name.Split('.').Select(part => Known.TryGetValue(part, out var known) ? known : part));
}
