using CrackLab.Engine.Onnx.Protos;

namespace CrackLab.Engine.Onnx;

/// <summary>Puts a graph together, node by node. A value is called as the node that gives it.</summary>
internal sealed class GraphBuilder
{
    private readonly HashSet<string> _nodes;
    private readonly HashSet<string> _values;

    /// <summary>Begins a graph.</summary>
    /// <param name="name">Its name; ONNX wants one.</param>
    /// <param name="layers">Names kept for the nodes of layers.</param>
    /// <param name="values">Names kept for the graph's input and output and for weights.</param>
    public GraphBuilder(string name, IEnumerable<string> layers, IEnumerable<string> values)
    {
        Graph.Name = name.Length > 0 ? name : "sequential";
        _nodes = new HashSet<string>(layers, StringComparer.Ordinal);
        _values = new HashSet<string>(values, StringComparer.Ordinal);
    }

    /// <summary>The graph so far.</summary>
    public GraphProto Graph { get; } = new();

    /// <summary>Adds the node that bears a layer's name.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="operation">ONNX's operator.</param>
    /// <param name="inputs">Names of values.</param>
    /// <param name="attributes">The operator's settings.</param>
    /// <returns>Name of the value that it gives.</returns>
    public string AddLayer(string layer, string operation, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes)
    {
        var node = new NodeProto { Name = layer, OpType = operation };
        node.Input.AddRange(inputs);
        node.Output.Add(Free(_values, layer));
        node.Attribute.AddRange(attributes);
        Graph.Node.Add(node);
        return node.Output[0];
    }

    /// <summary>Adds a node that only helps a layer, or none.</summary>
    /// <param name="name">What to call it where no layer has that name.</param>
    /// <param name="operation">ONNX's operator.</param>
    /// <param name="inputs">Names of values.</param>
    /// <param name="attributes">The operator's settings.</param>
    /// <returns>Name of the value that it gives.</returns>
    public string AddStep(string name, string operation, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes) =>
        AddLayer(Free(_nodes, name), operation, inputs, attributes);

    /// <summary>Adds a constant.</summary>
    /// <param name="tensor">The constant; gets another name where its own is taken.</param>
    /// <returns>Its name.</returns>
    public string AddConstant(TensorProto tensor)
    {
        tensor.Name = Free(_values, tensor.Name);
        Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Adds a weight, whose name is kept for it.</summary>
    /// <param name="tensor">The weight.</param>
    /// <returns>Its name.</returns>
    public string AddWeight(TensorProto tensor)
    {
        Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private static string Free(HashSet<string> taken, string name)
    {
        string free = name;
        for (int number = 1; !taken.Add(free); number++)
        {
            free = $"{name}_{number}";
        }

        return free;
    }
}
