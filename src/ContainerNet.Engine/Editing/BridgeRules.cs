using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>Makes the desired state of a bridge from wishes, and checks it.</summary>
internal sealed class BridgeRules(AddressIndex index, HostView host)
{
    /// <summary>The state of a new bridge.</summary>
    public BridgeConfig Create(string name, BridgeSettings settings)
    {
        var config = new BridgeConfig(name);
        return Merge(config, settings with { Addresses = settings.Addresses ?? [FreeAddress(name)] });
    }

    /// <summary>The state after a change.</summary>
    public BridgeConfig Merge(BridgeConfig config, BridgeSettings settings)
    {
        BridgeConfig wanted = config with
        {
            Addresses = settings.Addresses?.Distinct().ToList() ?? config.Addresses,
            Dhcp = settings.Dhcp ?? config.Dhcp,
            DhcpRange = settings.DhcpRange ?? config.DhcpRange,
            Nat = settings.Nat ?? config.Nat,
            Mtu = settings.Mtu is { } mtu ? mtu == 0 ? null : mtu : config.Mtu,
            DnsServers = settings.DnsServers?.ToList() ?? config.DnsServers,
        };

        // A range of a network that the bridge no longer has is dropped, unless the user gives it now.
        bool lost = wanted.DhcpRange is not null && wanted.LeaseAddress is null;
        if (lost && settings.DhcpRange is null) wanted = wanted with { DhcpRange = null };
        Check(wanted, config);
        return wanted;
    }

    /// <summary>The first setting in which a bridge differs from a wish; null for none.</summary>
    public static string? FirstDifference(BridgeConfig config, BridgeSettings wish)
    {
        if (wish.Addresses is { } addresses && !addresses.SequenceEqual(config.Addresses)) return "address";
        if (wish.Dhcp is { } dhcp && dhcp != config.Dhcp) return "DHCP setting";
        if (wish.DhcpRange is { } range && !range.Equals(config.LeaseRange)) return "DHCP range";
        if (wish.Nat is { } nat && nat != config.Nat) return "NAT setting";
        if (wish.Mtu is { } mtu && mtu != (config.Mtu ?? 0)) return "MTU";
        return wish.DnsServers is { } servers && !servers.SequenceEqual(config.DnsServers) ? "DNS server" : null;
    }

    private void Check(BridgeConfig config, BridgeConfig before)
    {
        BridgeConfigRules.Check(config);
        foreach (IPInterfaceAddress one in config.Addresses.Except(before.Addresses)) CheckAddress(config.Name, one);
    }

    private void CheckAddress(string name, IPInterfaceAddress address)
    {
        string? whose = host.FindOverlap(address.GetNetwork(), except: name);
        if (whose is not null) throw BridgeErrors.Overlaps(name, address, whose);
        foreach (PrefixOwner owner in index.FindOverlaps(address.GetNetwork()))
        {
            if (owner.Use != PrefixUse.Address) throw BridgeErrors.Overlaps(name, address, BridgeErrors.Whose(owner));

            // Other addresses of the network are those of its own containers.
            if (!owner.Prefix.BaseAddress.Equals(address.IPAddress)) continue;
            throw InterfaceErrors.AddressInUse(address, owner, name);
        }
    }

    // As lxc-net has it, and from there on.
    private IPInterfaceAddress FreeAddress(string name)
    {
        for (int i = 3; i < 255; i++)
        {
            var address = IPInterfaceAddress.Parse($"10.0.{i}.1/24");
            bool taken = host.FindOverlap(address.GetNetwork(), except: name) is not null
                || index.FindOverlaps(address.GetNetwork()).Any();
            if (!taken) return address;
        }

        throw BridgeErrors.NoFreeNetwork(name);
    }
}
