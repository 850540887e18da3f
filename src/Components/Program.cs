using Pulumi.Experimental.Provider;
using Starface.Components;

await Provider.Serve(args, ComponentPackage.Version, static _ => new InstanceProvider(), CancellationToken.None);
