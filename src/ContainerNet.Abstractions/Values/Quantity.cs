using System.Globalization;

namespace ContainerNet;

/// <summary>Amounts in units that people read; for tables, as they are rounded.</summary>
public static class Quantity
{
    private static readonly string[] s_binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    private static readonly string[] s_decimal = ["bit", "kbit", "mbit", "gbit", "tbit"];

    /// <summary>An amount of data: 512 B, 1.5 MiB.</summary>
    /// <param name="bytes">Bytes.</param>
    public static string Bytes(double bytes) => Text(bytes, 1024, s_binary, " ");

    /// <summary>A rate in the words that limits have: 9.8mbit.</summary>
    /// <param name="bytesPerSecond">Bytes a second.</param>
    public static string BitRate(double bytesPerSecond) => Text(bytesPerSecond * 8, 1000, s_decimal, "");

    /// <summary>A time of day: 18:47:57, or 18:47:57.123.</summary>
    /// <param name="time">A <see cref="DateTimeOffset"/>, or what has its text, as an object of another host
    /// has.</param>
    /// <param name="fraction">With milliseconds; the text has none, and is shown without.</param>
    public static string TimeOfDay(object time, bool fraction)
    {
        if (time is DateTimeOffset exact)
        {
            return exact.ToString(fraction ? "HH:mm:ss.fff" : "HH:mm:ss", CultureInfo.InvariantCulture);
        }

        string text = time?.ToString() ?? "";
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out DateTimeOffset read)
            ? read.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            : text;
    }

    private static string Text(double amount, double step, string[] units, string blank)
    {
        int unit = 0;

        // Half a digit below the step would be shown as the step itself.
        while (unit < units.Length - 1 && amount >= step - (unit == 0 ? 0.5 : 0.05))
        {
            amount /= step;
            unit++;
        }

        string number = amount.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture);
        return number + blank + units[unit];
    }
}
