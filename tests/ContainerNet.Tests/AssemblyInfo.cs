using System.Runtime.Versioning;

// The module keeps one engine a process, which has one store: tests that ran beside each other would meet in it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: SupportedOSPlatform("linux")]
