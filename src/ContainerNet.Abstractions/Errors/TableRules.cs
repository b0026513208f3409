namespace ContainerNet;

/// <summary>Which routing tables of the host a route of ours can be in.</summary>
internal static class TableRules
{
    // RT_TABLE_DEFAULT to RT_TABLE_LOCAL of linux/rtnetlink.h: every packet is looked up in these.
    private const uint FirstOfKernel = 253;
    private const uint LastOfKernel = 255;

    /// <summary>Refuses the tables that the kernel asks for every packet, and 0, which is none.</summary>
    /// <exception cref="ContainerNetException">InvalidTable.</exception>
    public static void Check(uint table, string target)
    {
        if (table is not (0 or (>= FirstOfKernel and <= LastOfKernel))) return;
        throw new ContainerNetException(
            ErrorId.InvalidTable, CtErrorKind.InvalidArgument,
            table == 0
                ? $"The table of a route to {target} cannot be 0: that is no table."
                : $"The table of a route to {target} cannot be {table}: the host looks up every packet in it.",
            target,
            $"Give 1 to {uint.MaxValue}, without {FirstOfKernel} to {LastOfKernel}; "
            + "leave -Table out for the main table.");
    }
}
