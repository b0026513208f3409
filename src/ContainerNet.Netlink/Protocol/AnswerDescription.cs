using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink.Protocol;

/// <summary>Says what the kernel answered, from the bytes received.</summary>
internal static class AnswerDescription
{
    /// <summary>
    /// A line an acknowledgement, error or end; a line for all objects of a kind that follow each other.
    /// </summary>
    /// <param name="datagram">Whole, or cut at the end of a buffer.</param>
    public static List<string> Of(ReadOnlySpan<byte> datagram)
    {
        var lines = new List<string>();
        MessageHeader run = default;
        int count = 0;
        for (int at = 0; TryRead(datagram, at, out MessageHeader header); at += Alignment.Up((int)header.Length))
        {
            if (count > 0 && header.Type == run.Type && header.Sequence == run.Sequence)
            {
                count++;
                continue;
            }
            EndRun(lines, run, count);
            bool single = header.Type is MessageType.Error or MessageType.Done;
            if (single)
            {
                ReadOnlySpan<byte> payload = datagram[(at + MessageHeader.Size)..(at + (int)header.Length)];
                lines.Add($"#{header.Sequence}: {OfEnd(header, payload)}");
            }
            (run, count) = (header, single ? 0 : 1);
        }
        EndRun(lines, run, count);
        return lines;
    }

    private static bool TryRead(ReadOnlySpan<byte> datagram, int at, out MessageHeader header)
    {
        bool fits = datagram.Length - at >= MessageHeader.Size;
        header = fits ? Raw.Read<MessageHeader>(datagram[at..]) : default;
        return fits && header.Length >= MessageHeader.Size && header.Length <= datagram.Length - at;
    }

    private static void EndRun(List<string> lines, MessageHeader run, int count)
    {
        if (count > 0)
            lines.Add($"#{run.Sequence}: {count} × {ObjectOf(run.Type)}");
    }

    private static string OfEnd(MessageHeader header, ReadOnlySpan<byte> payload)
    {
        bool done = header.Type == MessageType.Done;
        ErrorReply reply = done
            ? ErrorReply.ReadDone(payload, header.Flags)
            : ErrorReply.Read(payload, header.Flags);
        if (reply.Error != Errno.None)
            return reply.ToException("do it").Reason;
        return done ? "end of the list" : "done";
    }

    /// <summary>What a message is about, whatever it does to it.</summary>
    public static string ObjectOf(ushort type) => type switch
    {
        MessageType.NewLink or MessageType.DeleteLink or MessageType.GetLink => "link",
        MessageType.NewAddress or MessageType.DeleteAddress or MessageType.GetAddress => "address",
        MessageType.NewRoute or MessageType.DeleteRoute or MessageType.GetRoute => "route",
        MessageType.NewNeighbour or MessageType.DeleteNeighbour or MessageType.GetNeighbour => "neighbour",
        MessageType.NewRule or MessageType.DeleteRule or MessageType.GetRule => "rule",
        MessageType.NewQdisc or MessageType.DeleteQdisc or MessageType.GetQdisc => "discipline",
        MessageType.NewFilter or MessageType.DeleteFilter or MessageType.GetFilter => "filter",
        _ => $"message of type {type}",
    };
}
