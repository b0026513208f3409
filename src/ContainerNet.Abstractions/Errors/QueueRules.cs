namespace ContainerNet;

/// <summary>How many queues a veth can have for each direction.</summary>
internal static class QueueRules
{
    public const int Least = 1;

    /// <summary>The kernel's limit for IFLA_NUM_TX_QUEUES and IFLA_NUM_RX_QUEUES (rtnl_create_link).</summary>
    public const int Most = 4096;

    /// <exception cref="ContainerNetException">InvalidQueueCount.</exception>
    public static void Check(int count, string target)
    {
        if (count is >= Least and <= Most) return;
        throw new ContainerNetException(
            ErrorId.InvalidQueueCount, CtErrorKind.InvalidArgument, $"{target} cannot have {count} queues.", target,
            $"Give {Least} to {Most}.");
    }
}
