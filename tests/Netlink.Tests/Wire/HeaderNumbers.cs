using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ContainerNet.Netlink.Tests.Wire;

/// <summary>Our numbers, each with the C expression that must have the same value.</summary>
internal sealed class HeaderNumbers
{
    /// <summary>What the C program prints for an expression, and what we have.</summary>
    public List<(string Expression, long Value)> Expected { get; } = [];

    /// <summary>Compares each error number with the one of its name.</summary>
    public void AddErrno()
    {
        foreach (Errno errno in Enum.GetValues<Errno>().Where(errno => errno != Errno.None))
            Add(errno.ToString(), (long)errno);
    }

    /// <summary>Compares each member with the constant of its name in capitals: RouterDown is ROUTER_DOWN.</summary>
    public void AddEnum<T>(string prefix, Dictionary<string, string>? names = null)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            string member = value.ToString();
            if (names is null || !names.TryGetValue(member, out string? name))
            {
                IEnumerable<string> letters = member.Select(
                    (letter, at) => (at > 0 && char.IsUpper(letter) ? "_" : "") + char.ToUpperInvariant(letter));
                name = string.Concat(letters);
            }
            Add(prefix + name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Compares the size, and the offset of each field in turn.</summary>
    public void AddStructure<T>(string name, params string[] fields)
        where T : unmanaged
    {
        Add($"sizeof(struct {name})", Unsafe.SizeOf<T>());
        FieldInfo[] ours = [.. typeof(T).GetFields().Where(field => !field.IsLiteral)];
        Assert.Equal(fields.Length, ours.Length);
        for (int index = 0; index < fields.Length; index++)
        {
            long offset = Marshal.OffsetOf<T>(ours[index].Name);
            Add($"offsetof(struct {name}, {fields[index]})", offset);
        }
    }

    public void Add(string expression, long value) => Expected.Add((expression, value));
}
