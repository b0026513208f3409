using System.Globalization;
using ContainerNet.Engine.Kernel.State;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>
/// One thing that an end of a veth pair is set to, beside its addresses and routes. The list of an end
/// (<see cref="LinkState.Settings"/>) is the only place that says so: the pair is made from it, a change compares two
/// of them, the files of LXC's hook are its steps, and the drift check compares each with the kernel.
/// </summary>
internal abstract record LinkSetting
{
    /// <summary>What users read of it in a finding; LINK stands for the link's name.</summary>
    public abstract string Name { get; }

    /// <summary>The value it shall have.</summary>
    public abstract string Expected { get; }

    /// <summary>The value that a link has; null when the kernel has none, as without IPv6: no difference.</summary>
    public abstract string? ReadFrom(ActualLink link);

    /// <summary>Whether a value does as well as the expected one.</summary>
    public virtual bool Accepts(string actual) => actual == Expected;

    /// <summary>The step that sets it; null when only a new pair can have it.</summary>
    public abstract KernelOp? Step(Side side, string link);

    /// <summary>Whether the request that makes a pair sets it at that end, too.</summary>
    public virtual bool ComesWithPair(Side side) => side == Side.Host;

    /// <summary>
    /// Whether it stays ours where an init of the container's own configures the container's end: what a file inside
    /// decides is not.
    /// </summary>
    public virtual bool IsOfLink => true;
}

/// <summary>Administratively up.</summary>
internal sealed record UpSetting : LinkSetting
{
    public override string Name => "link LINK";

    public override string Expected => "up";

    public override string ReadFrom(ActualLink link) => link.IsUp ? "up" : "down";

    public override KernelOp Step(Side side, string link) => new SetUp(side, link);
}

/// <summary>Whose the link is (IFLA_IFALIAS).</summary>
/// <param name="Text">The text.</param>
internal sealed record AliasSetting(string Text) : LinkSetting
{
    public override string Name => "alias";

    public override string Expected => Text;

    public override string ReadFrom(ActualLink link) => link.Alias ?? "none";

    public override KernelOp Step(Side side, string link) => new SetAlias(link, Text);
}

/// <summary>The greatest packet.</summary>
/// <param name="Bytes">In bytes.</param>
internal sealed record MtuSetting(int Bytes) : LinkSetting
{
    public override string Name => "MTU";

    public override string Expected => Bytes.ToString(CultureInfo.InvariantCulture);

    public override string ReadFrom(ActualLink link) => link.Mtu.ToString(CultureInfo.InvariantCulture);

    public override KernelOp Step(Side side, string link) => new SetMtu(side, link, Bytes);

    public override bool ComesWithPair(Side side) => true;
}

/// <summary>The hardware address.</summary>
/// <param name="Address">The address.</param>
internal sealed record MacSetting(MacAddress Address) : LinkSetting
{
    public override string Name => "MAC address";

    public override string Expected => Address.ToString();

    public override string? ReadFrom(ActualLink link) => link.Mac;

    public override KernelOp Step(Side side, string link) => new SetMac(side, link, Address);

    public override bool ComesWithPair(Side side) => true;
}

/// <summary>The numbers of queues, which a link keeps for life.</summary>
/// <param name="Tx">For sending.</param>
/// <param name="Rx">For receiving.</param>
internal sealed record QueueSetting(int Tx, int Rx) : LinkSetting
{
    public override string Name => "queues";

    public override string Expected => Text(Tx, Rx);

    public override string ReadFrom(ActualLink link) => Text(link.TxQueues, link.RxQueues);

    public override KernelOp? Step(Side side, string link) => null;

    public override bool ComesWithPair(Side side) => true;

    private static string Text(int tx, int rx) => string.Create(CultureInfo.InvariantCulture, $"{tx} tx, {rx} rx");
}

/// <summary>The bridge that the link is a port of.</summary>
/// <param name="Bridge">Its name.</param>
internal sealed record MasterSetting(string Bridge) : LinkSetting
{
    public override string Name => "link LINK";

    public override string Expected => $"port of {Bridge}";

    public override string ReadFrom(ActualLink link) => link.Master is { } master ? $"port of {master}" : "no port";

    public override KernelOp Step(Side side, string link) => new SetMaster(link, Bridge);
}
