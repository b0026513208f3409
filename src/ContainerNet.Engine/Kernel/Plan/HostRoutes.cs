namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>How routes of ours on the host are told from others'.</summary>
internal static class HostRoutes
{
    /// <summary>
    /// The protocol number (rtm_protocol) that they carry: only routes with it are ever removed. None of those of
    /// linux/rtnetlink.h or of iproute2's rt_protos; routing daemons can be told to take exactly these.
    /// </summary>
    public const byte Protocol = 199;
}
