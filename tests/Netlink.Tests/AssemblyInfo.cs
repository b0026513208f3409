
// The kernel does part of the work on links and IPv6 addresses later, behind one lock for all namespaces: tests beside
// each other would wait for each other's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
