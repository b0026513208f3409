using ContainerNet.Engine.Editing;

namespace ContainerNet.Engine.Operations;

/// <summary>The wishes of a call as edited so far.</summary>
internal sealed class EditedWishes
{
    private readonly Dictionary<string, List<int>> _byContainer = new(StringComparer.Ordinal);

    public EditedWishes(
        IReadOnlyList<CtChange> changes, IEnumerable<int> open, ContainerNetException?[] errors, Editor editor)
    {
        Changes = changes;
        Editor = editor;
        foreach (int i in open.Order())
        {
            try
            {
                editor.Apply(changes[i]);
                Of(changes[i].Container).Add(i);
            }
            catch (ContainerNetException e)
            {
                errors[i] = editor.Explain(e);
            }
        }

        editor.Finish();
    }

    public IReadOnlyList<CtChange> Changes { get; }

    public Editor Editor { get; }

    /// <summary>The places of the wishes for a container that are part of its new state.</summary>
    public List<int> Of(string container)
    {
        if (!_byContainer.TryGetValue(container, out List<int>? list)) _byContainer[container] = list = [];
        return list;
    }
}
