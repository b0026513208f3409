using System.Reflection;

namespace ContainerNet.Engine.Tests.Architecture;

/// <summary>A room of the engine uses only the rooms below it; docs/design.md has the order and what lives
/// where.</summary>
public sealed class RoomOrderTests
{
    private const string Root = "ContainerNet.Engine.";

    // From the top; rooms of one line are neighbours, and know nothing of each other.
    private static readonly string[][] s_order =
    [
        ["Operations"], ["Editing"], ["Bridges", "Firewall", "Watching", "Runtimes"], ["DistroConfig"], ["RootFs"], ["Kernel"],
        ["Store"], ["Linux"], ["Model"],
    ];

    private static readonly Assembly s_engine = typeof(EngineFactory).Assembly;

    [Fact]
    public void A_room_uses_only_the_rooms_below_it()
    {
        string[] wrong = [.. s_engine.GetTypes().SelectMany(Upward).Distinct().Order(StringComparer.Ordinal)];
        Assert.True(wrong.Length == 0, "A room may use those below it only:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void Each_type_lives_in_a_room()
    {
        IEnumerable<string> homeless = s_engine.GetTypes()
            .Where(t => t.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true && Floor(t) is null)
            .Select(t => t.FullName!);
        Assert.Empty(homeless);
    }

    /// <summary>A test of the test: the arrows that are there are seen, in code as in signatures.</summary>
    [Fact]
    public void Arrows_between_rooms_are_seen()
    {
        Type[] all = s_engine.GetTypes();
        Assert.Contains(all.Where(t => Room(t) == "Kernel").SelectMany(UsedTypes.Of), t => Room(t) == "Model");
        Assert.Contains(all.Where(t => Room(t) == "Operations").SelectMany(UsedTypes.Of), t => Room(t) == "Store");
    }

    private static IEnumerable<string> Upward(Type type) =>
        from used in UsedTypes.Of(type)
        where used.Assembly == s_engine && Room(used) is { } room && room != Room(type)
            && Floor(type) is { } floor && Floor(used) is { } other && other <= floor
        select $"{Outermost(type).FullName} -> {Outermost(used).FullName}";

    private static int? Floor(Type type) =>
        Array.FindIndex(s_order, rooms => rooms.Contains(Room(type))) is >= 0 and var floor ? floor : null;

    private static string? Room(Type type) =>
        type.Namespace is { } space && space.StartsWith(Root, StringComparison.Ordinal)
            ? space[Root.Length..].Split('.')[0]
            : null;

    private static Type Outermost(Type type) => type.DeclaringType is { } owner ? Outermost(owner) : type;
}
