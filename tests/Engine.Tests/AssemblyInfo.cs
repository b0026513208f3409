using System.Runtime.Versioning;

// Most of a test's time is waiting, for a process, a boot or an answer.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: SupportedOSPlatform("linux")]
