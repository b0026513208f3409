namespace ContainerNet;

/// <summary>The engine behind the cmdlets. Reading takes no lock; every call of a change is one transaction.</summary>
public interface IContainerNetEngine
{
    /// <summary>The names of the network stacks that can be configured.</summary>
    IReadOnlyList<string> NetworkStacks { get; }

    /// <summary>Tells what goes on during the calls of this thread, until disposed. Neither listener may
    /// throw.</summary>
    /// <param name="waiting">Hears often, while a call waits or does one of many things.</param>
    /// <param name="message">Gets each message to and from the kernel as a line; null when nobody reads them.</param>
    IDisposable Attend(Action waiting, Action<string>? message);

    /// <summary>The containers of all runtimes, in order of name.</summary>
    /// <param name="container">Which names to give; null for all.</param>
    /// <param name="observer">Is told of containers that can't be read; the others are returned all the same.</param>
    IEnumerable<Ct> GetContainers(Func<string, bool>? container = null, ICtObserver? observer = null);

    /// <summary>The interfaces, in the order of container and creation.</summary>
    /// <param name="container">Which containers; null for all.</param>
    /// <param name="observer">Is told of containers that can't be read; the others are returned all the same.</param>
    IEnumerable<CtNetIf> GetInterfaces(Func<string, bool>? container = null, ICtObserver? observer = null);

    /// <summary>The IPs, IPv4 first, in the order they were added.</summary>
    /// <param name="container">Which containers; null for all.</param>
    /// <param name="observer">Is told of containers that can't be read; the others are returned all the same.</param>
    IEnumerable<CtNetIfIp> GetIps(Func<string, bool>? container = null, ICtObserver? observer = null);

    /// <summary>The routes, IPv4 first.</summary>
    /// <param name="container">Which containers; null for all.</param>
    /// <param name="observer">Is told of containers that can't be read; the others are returned all the same.</param>
    IEnumerable<CtNetIfRoute> GetRoutes(Func<string, bool>? container = null, ICtObserver? observer = null);

    /// <summary>Carries out all wishes that can be, in one transaction; each of the others has its error.</summary>
    /// <param name="changes">The wishes, in the user's order.</param>
    /// <param name="observer">Is told of warnings and steps.</param>
    /// <param name="cancellation">Stops at the next safe point; what is not done then is undone.</param>
    /// <returns>An outcome for each wish, in the same order.</returns>
    IReadOnlyList<CtOutcome> Apply(
        IReadOnlyList<CtChange> changes, ICtObserver observer, CancellationToken cancellation = default);

    /// <summary>Carries out the wishes in order, up to the first that can't be.</summary>
    /// <param name="changes">The wishes, in the user's order.</param>
    /// <param name="observer">Is told of warnings and steps.</param>
    /// <param name="cancellation">Stops at the next safe point; what is not done then is undone.</param>
    /// <returns>
    /// An outcome for each wish, in the same order; NotAttempted is the error of those that the first error kept from
    /// being done.
    /// </returns>
    IReadOnlyList<CtOutcome> ApplyUntilError(
        IReadOnlyList<CtChange> changes, ICtObserver observer, CancellationToken cancellation = default);

    /// <summary>Runs the rules that wishes must keep, and changes nothing: what -WhatIf and a prompt show.</summary>
    /// <param name="changes">The wishes, in the user's order.</param>
    /// <param name="assumed">Wishes that count as done where one of the others is refused without them.</param>
    /// <param name="observer">Is told of warnings.</param>
    /// <returns>What is to be said of each wish, in the same order.</returns>
    IReadOnlyList<CtRehearsal> Rehearse(
        IReadOnlyList<CtChange> changes, IReadOnlyList<CtChange> assumed, ICtObserver observer);

    /// <summary>Every difference between the desired state and the kernel and files.</summary>
    /// <param name="container">Which containers; null for all.</param>
    /// <param name="observer">Is told of containers that can't be read; the others are returned all the same.</param>
    IEnumerable<CtNetIfFinding> FindDrift(Func<string, bool>? container = null, ICtObserver? observer = null);

    /// <summary>Repairs differences, as far as they still exist.</summary>
    /// <param name="findings">What <see cref="FindDrift"/> gave.</param>
    /// <param name="force">Replace ContainerNet's files that a container's administrator has edited.</param>
    /// <param name="observer">Is told of warnings and steps.</param>
    /// <param name="cancellation">Stops before the next container.</param>
    /// <returns>An outcome for each finding, in the same order.</returns>
    IReadOnlyList<CtRepairOutcome> Repair(
        IReadOnlyList<CtNetIfFinding> findings, bool force, ICtObserver observer,
        CancellationToken cancellation = default);

    /// <summary>The files that the containers' network stacks read, as they should be; nothing is written.</summary>
    /// <param name="container">Which containers; null for all.</param>
    /// <param name="observer">Is told what a stack can't express.</param>
    IEnumerable<CtNetConfigFile> PreviewFiles(Func<string, bool>? container, ICtObserver observer);

    /// <summary>Writes the files that are not as they should be.</summary>
    /// <param name="containers">The containers' names.</param>
    /// <param name="force">Replace ContainerNet's files that the container's administrator has edited.</param>
    /// <param name="observer">Is told of warnings.</param>
    /// <param name="cancellation">Stops before the next container.</param>
    IReadOnlyList<CtFilesOutcome> UpdateFiles(
        IReadOnlyList<string> containers, bool force, ICtObserver observer, CancellationToken cancellation = default);

    /// <summary>The desired state of containers as one YAML document, which <see cref="PlanImport"/> reads.</summary>
    /// <param name="container">Which containers; null for all.</param>
    /// <param name="observer">Is told of containers that can't be read.</param>
    string Export(Func<string, bool>? container, ICtObserver observer);

    /// <summary>
    /// The wishes that lead from the stored state to that of a document; none when it already matches.
    /// </summary>
    /// <param name="document">Our document of many containers, or osctl's file of one.</param>
    /// <param name="source">What the document is called in errors.</param>
    /// <param name="container">The container's name, for a file of one, which does not name it.</param>
    /// <exception cref="ContainerNetException">The document can't be read; line and column are named.</exception>
    IReadOnlyList<CtChange> PlanImport(string document, string source, string? container);

    /// <summary>Starts containers that are stopped.</summary>
    /// <param name="containers">Their names.</param>
    /// <param name="observer">Is told of warnings and steps.</param>
    /// <param name="cancellation">Stops before the next container.</param>
    IReadOnlyList<CtRunOutcome> Start(
        IReadOnlyList<string> containers, ICtObserver observer, CancellationToken cancellation = default);

    /// <summary>What starting containers would be refused for; nothing is done.</summary>
    /// <param name="containers">Their names.</param>
    IReadOnlyList<CtRunOutcome> CheckStart(IReadOnlyList<string> containers);

    /// <summary>What stopping containers would be refused for; nothing is done.</summary>
    /// <param name="containers">Their names.</param>
    /// <param name="force">As of <see cref="Stop"/>.</param>
    /// <param name="observer">Is told of warnings and steps.</param>
    IReadOnlyList<CtRunOutcome> CheckStop(IReadOnlyList<string> containers, bool force, ICtObserver observer);

    /// <summary>Stops containers that run.</summary>
    /// <param name="containers">Their names.</param>
    /// <param name="force">Also those whose network processes of others use.</param>
    /// <param name="observer">Is told of warnings and steps.</param>
    /// <param name="cancellation">Stops before the next container.</param>
    IReadOnlyList<CtRunOutcome> Stop(
        IReadOnlyList<string> containers, bool force, ICtObserver observer, CancellationToken cancellation = default);

    /// <summary>The bridges of the host, and those that should be there, in order of name.</summary>
    /// <param name="name">Which; null for all.</param>
    IEnumerable<CtBridge> GetBridges(Func<string, bool>? name = null);

    /// <summary>Carries out the wishes, each completely or not at all.</summary>
    /// <param name="changes">The wishes, in the user's order.</param>
    /// <param name="observer">Is told of warnings and steps.</param>
    /// <param name="cancellation">Stops before the next bridge.</param>
    /// <returns>An outcome for each wish, in the same order.</returns>
    IReadOnlyList<CtBridgeOutcome> ApplyBridges(
        IReadOnlyList<CtBridgeChange> changes, ICtObserver observer, CancellationToken cancellation = default);

    /// <summary>Runs the rules that wishes for bridges must keep, and changes nothing.</summary>
    /// <param name="changes">The wishes, in the user's order.</param>
    /// <param name="assumed">The names of bridges that count as made.</param>
    /// <param name="observer">Is told of warnings.</param>
    /// <returns>What is to be said of each wish, in the same order.</returns>
    IReadOnlyList<CtRehearsal> RehearseBridges(
        IReadOnlyList<CtBridgeChange> changes, IReadOnlyList<string> assumed, ICtObserver observer);

    /// <summary>The host's settings.</summary>
    CtNetOption GetOptions();

    /// <summary>Changes the host's settings.</summary>
    /// <param name="settings">What is null stays as it is.</param>
    /// <param name="cancellation">Stops waiting for others.</param>
    CtNetOption SetOptions(OptionSettings settings, CancellationToken cancellation = default);

    /// <summary>Runs the rules that the host's settings must keep, and changes nothing.</summary>
    /// <param name="settings">What is null stays as it is.</param>
    /// <exception cref="ContainerNetException">A value is refused.</exception>
    void CheckOptions(OptionSettings settings);

    /// <summary>What is missing of the bridges and their NAT rules.</summary>
    IReadOnlyList<CtRestoreStep> PlanBridgeRestore();

    /// <summary>
    /// The steps that running containers need, and the stray links to remove; best planned after those for bridges.
    /// </summary>
    /// <param name="observer">Is told of containers whose file is broken; they are left as they are.</param>
    IReadOnlyList<CtRestoreStep> PlanContainerRestore(ICtObserver observer);

    /// <summary>Carries out steps, as far as they are still needed.</summary>
    /// <param name="steps">What a plan gave.</param>
    /// <param name="observer">Is told of warnings and steps.</param>
    /// <param name="cancellation">Stops before the next bridge or container.</param>
    /// <returns>An outcome for each step, in the same order.</returns>
    IReadOnlyList<CtRestoreOutcome> Restore(
        IReadOnlyList<CtRestoreStep> steps, ICtObserver observer, CancellationToken cancellation = default);

    /// <summary>The counters of the interfaces of running containers, in the order of container and creation.</summary>
    /// <param name="container">Which containers; null for all.</param>
    /// <param name="observer">Is told of containers that can't be read; the others are returned all the same.</param>
    IReadOnlyList<CtNetIfStatistics> GetStatistics(
        Func<string, bool>? container = null, ICtObserver? observer = null);

    /// <summary>The changes of interfaces from now on, each when it happens; ends when it is cancelled.</summary>
    /// <param name="container">Which containers; null for all.</param>
    /// <param name="observer">Is told of what can't be watched.</param>
    /// <param name="cancellation">Ends it.</param>
    IEnumerable<CtNetIfEvent> Watch(
        Func<string, bool>? container, ICtObserver observer, CancellationToken cancellation = default);
}

/// <summary>What a rehearsal says of a wish.</summary>
/// <param name="Error">Why it would be refused; null when it would not.</param>
/// <param name="Detail">What the engine would choose, as "198.51.100.0/30"; null when nothing is left to it.</param>
public sealed record CtRehearsal(ContainerNetException? Error, string? Detail = null);

/// <summary>What became of a start or stop.</summary>
/// <param name="Name">The container's name.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record CtRunOutcome(string Name, ContainerNetException? Error);

/// <summary>What became of a container's files.</summary>
/// <param name="Name">The container's name.</param>
/// <param name="Files">The files, when they could be written.</param>
/// <param name="Error">Why not; null when they could.</param>
public sealed record CtFilesOutcome(string Name, IReadOnlyList<CtNetConfigFile> Files, ContainerNetException? Error);

/// <summary>What became of a repair.</summary>
/// <param name="Finding">The difference.</param>
/// <param name="Error">Why it is still there; null when it is not.</param>
public sealed record CtRepairOutcome(CtNetIfFinding Finding, ContainerNetException? Error);

/// <summary>Is told what the engine does, on the calling thread.</summary>
public interface ICtObserver
{
    /// <summary>Something that the user should know.</summary>
    /// <param name="message">One sentence.</param>
    void Warning(string message);

    /// <summary>Whether anybody reads what <see cref="Verbose"/> is told.</summary>
    bool WantsVerbose => true;

    /// <summary>One step, as it is done.</summary>
    /// <param name="message">One sentence.</param>
    void Verbose(string message);

    /// <summary>One thing of many that could not be read.</summary>
    /// <param name="error">Why.</param>
    void Error(ContainerNetException error);
}
