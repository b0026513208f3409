using System.Globalization;
using System.Management.Automation.Host;

namespace ContainerNet.Shell.Hosting;

/// <summary>The terminal's size, keys and cursor.</summary>
internal sealed class ShellRawUserInterface(bool isTerminal) : PSHostRawUserInterface
{
    // Unix terminals do not tell their colours; .NET and pwsh use -1 for that.
    private const ConsoleColor Unknown = (ConsoleColor)(-1);
    private const int DefaultWidth = 80;
    private const int DefaultHeight = 24;

    /// <inheritdoc/>
    public override ConsoleColor ForegroundColor { get; set; } = Unknown;

    /// <inheritdoc/>
    public override ConsoleColor BackgroundColor { get; set; } = Unknown;

    /// <inheritdoc/>
    public override Size BufferSize { get => WindowSize; set => throw NotOnATerminal(); }

    /// <inheritdoc/>
    public override Size WindowSize { get => new(Width(), Height()); set => throw NotOnATerminal(); }

    /// <inheritdoc/>
    public override Size MaxPhysicalWindowSize => WindowSize;

    /// <inheritdoc/>
    public override Size MaxWindowSize => WindowSize;

    /// <inheritdoc/>
    public override Coordinates WindowPosition { get => new(0, 0); set => throw NotOnATerminal(); }

    /// <inheritdoc/>
    public override Coordinates CursorPosition
    {
        get => isTerminal ? new(Console.CursorLeft, Console.CursorTop) : new(0, 0);
        set => Console.SetCursorPosition(value.X, value.Y);
    }

    /// <inheritdoc/>
    public override int CursorSize { get => 25; set => throw NotOnATerminal(); }

    /// <inheritdoc/>
    public override string WindowTitle
    {
        get => "";
        set
        {
            if (isTerminal) Console.Title = value;
        }
    }

    /// <inheritdoc/>
    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    /// <inheritdoc/>
    public override void FlushInputBuffer()
    {
        while (KeyAvailable) Console.ReadKey(intercept: true);
    }

    /// <inheritdoc/>
    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey((options & ReadKeyOptions.NoEcho) != 0);
        ControlKeyStates state = 0;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Shift)) state |= ControlKeyStates.ShiftPressed;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Alt)) state |= ControlKeyStates.LeftAltPressed;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control)) state |= ControlKeyStates.LeftCtrlPressed;
        return new KeyInfo((int)key.Key, key.KeyChar, state, (options & ReadKeyOptions.IncludeKeyDown) != 0);
    }

    /// <inheritdoc/>
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotOnATerminal();

    /// <inheritdoc/>
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotOnATerminal();

    /// <inheritdoc/>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // Clear-Host asks for exactly this: the whole buffer, blank.
        if (isTerminal && rectangle.Left == -1) Console.Clear();
    }

    /// <inheritdoc/>
    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotOnATerminal();

    private static NotSupportedException NotOnATerminal() => new("A Unix terminal has no such operation.");

    // COLUMNS is how a caller tells the width of what is not a terminal (a pager, a log).
    private int Width() =>
        isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : FromEnvironment("COLUMNS", DefaultWidth);

    private int Height() =>
        isTerminal && Console.WindowHeight > 0 ? Console.WindowHeight : FromEnvironment("LINES", DefaultHeight);

    private static int FromEnvironment(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) && value > 0
            ? value
            : otherwise;
}
