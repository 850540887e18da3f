using Pulumi.Experimental.Provider;
using Starface.Components;

await ComponentProviderHost.Serve(args, typeof(InstanceSecurityGroup).Assembly, ComponentPackage.Name);
