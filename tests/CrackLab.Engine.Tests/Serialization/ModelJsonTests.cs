using System.Reflection;
using System.Text.Json.Serialization;
using CrackLab.Engine.Initializers;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Tests.Serialization;

public sealed class ModelJsonTests
{
    [Fact]
    public void ReadOfWrite_AllLayers_GivesTheSameJson()
    {
        var model = new Sequential(
            new Rescaling(0.5f, -1),
            new Conv2D(4, 3, Activation.Relu) { Strides = 2, Padding = Padding.Same, UseBias = false, KernelInitializer = Initializer.HeNormal, Name = "mine" },
            new BatchNormalization(0.9f, 1e-4f),
            new ReLU(),
            new MaxPooling2D(3, 2),
            new GlobalAveragePooling2D(),
            new Dropout(0.25f),
            new Dense(3, Activation.Softmax) { UseBias = false, KernelInitializer = Initializer.GlorotNormal })
        { Name = "all" };
        string json = ModelJson.Write(model);
        Sequential read = ModelJson.Read(json);

        Assert.Equal(json, ModelJson.Write(read));
        Assert.Equal("all", read.Name);
        var conv = Assert.IsType<Conv2D>(read.Layers[1]);
        Assert.Equal(("mine", 4, 3, Activation.Relu, 2, Padding.Same, false, Initializer.HeNormal), (conv.Name, conv.Filters, conv.KernelSize, conv.Activation, conv.Strides, conv.Padding, conv.UseBias, conv.KernelInitializer));
        var normalization = Assert.IsType<BatchNormalization>(read.Layers[2]);
        Assert.Equal((0.9f, 1e-4f), (normalization.Momentum, normalization.Epsilon));
        var pooling = Assert.IsType<MaxPooling2D>(read.Layers[4]);
        Assert.Equal((3, 2), (pooling.PoolSize, pooling.Strides));
        Assert.Equal(0.25f, Assert.IsType<Dropout>(read.Layers[6]).Rate);
        var rescaling = Assert.IsType<Rescaling>(read.Layers[0]);
        Assert.Equal((0.5f, -1f), (rescaling.Scale, rescaling.Offset));
        foreach (Layer layer in (ReadOnlySpan<Layer>)[new GlobalMaxPooling2D(), new Flatten()])
        {
            Assert.IsType(layer.GetType(), ModelJson.Read(ModelJson.Write(new Sequential(layer))).Layers[0]);
        }
    }

    [Fact]
    public void Read_WrittenByHand_TakesDefaults()
    {
        Sequential model = ModelJson.Read("""
            {"layers": [
              {"layer": "Conv2D", "filters": 8, "kernelSize": 3, "activation": "relu"},
              {"poolSize": 2, "layer": "MaxPooling2D"},
              {"layer": "BatchNormalization"},
              {"layer": "GlobalAveragePooling2D"},
              {"layer": "Dense", "units": 1, "activation": "sigmoid"}]}
            """).Build(new Shape(8, 8, 3));
        Assert.Equal(["conv2d", "max_pooling2d", "batch_normalization", "global_average_pooling2d", "dense"], model.Layers.Select(layer => layer.Name), StringComparer.Ordinal);
        Assert.True(((Conv2D)model.Layers[0]).UseBias);
        Assert.Equal(2, ((MaxPooling2D)model.Layers[1]).Strides);
        Assert.Equal(0.99f, ((BatchNormalization)model.Layers[2]).Momentum);
    }

    [Fact]
    public void Read_KeyThatNobodyReads_IsRefusedInFewWords()
    {
        string json = $"{{\"layers\": [{{\"layer\": \"Flatten\", \"{new string('k', 100_000)}\": 1}}]}}";

        Assert.InRange(Assert.Throws<InvalidDataException>(() => ModelJson.Read(json, "model.json")).Message.Length, 50, 1000);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("null", "model.json")]
    [InlineData("{}", "model.json")]
    [InlineData("{\"layers\": []}", "at least one layer")]
    [InlineData("{\"layers\": [null]}", "model.json")]
    [InlineData("{\"layers\": [{\"layer\": \"Conv3D\"}]}", "Conv3D")]
    [InlineData("{\"layers\": [{\"layer\": \"System.Diagnostics.Process, System.Diagnostics.Process\"}]}", "System.Diagnostics.Process")]
    [InlineData("{\"layers\": [{\"$type\": \"CrackLab.Engine.Layers.Flatten, CrackLab.Engine\"}]}", "layer")]
    [InlineData("{\"layers\": [{\"layer\": \"Flatten\", \"$type\": \"System.Object\"}]}", "type")]
    [InlineData("{\"layers\": [{\"filters\": 3}]}", "layer")]
    [InlineData("{\"layers\": [{\"layer\": \"Flatten\", \"colour\": 3}]}", "colour")]
    [InlineData("{\"layers\": [{\"layer\": \"Flatten\", \"name\": null}]}", "model.json")]
    [InlineData("{\"layers\": [{\"layer\": \"Conv2D\", \"name\": null, \"filters\": 1, \"kernelSize\": 1}]}", "model.json")]
    [InlineData("{\"layers\": [{\"layer\": \"Flatten\", \"name\": \"\\ud800\"}]}", "model.json")]
    [InlineData("{\"layers\": [{\"layer\": \"Flatten\", \"name\": \"[long]\"}]}", "at most 200 characters, received 201")]
    [InlineData("{\"name\": \"[long]\", \"layers\": [{\"layer\": \"Flatten\"}]}", "at most 200 characters, received 201")]
    [InlineData("{\"layer\": [{\"layer\": \"Flatten\"}]}", "layer")]
    [InlineData("{\"layers\": [{\"layer\": \"Dense\"}]}", "units")]
    [InlineData("{\"layers\": [{\"layer\": \"Rescaling\"}]}", "scale")]
    [InlineData("{\"layers\": [{\"layer\": \"Dropout\"}]}", "rate")]
    [InlineData("{\"layers\": [{\"layer\": \"Dense\", \"units\": 0}]}", "units")]
    [InlineData("{\"layers\": [{\"layer\": \"Dense\", \"units\": \"many\"}]}", "units")]
    [InlineData("{\"layers\": [{\"layer\": \"Dense\", \"units\": 1, \"activation\": \"swish\"}]}", "activation")]
    [InlineData("{\"layers\": [{\"layer\": \"Dense\", \"units\": 1, \"activation\": 17}]}", "activation")]
    [InlineData("{\"layers\": [{\"layer\": \"Conv2D\", \"filters\": 1, \"kernelSize\": 1, \"strides\": 0}]}", "trides")]
    [InlineData("{\"layers\": [{\"layer\": \"Conv2D\", \"filters\": 1, \"kernelSize\": 1, \"activation\": \"sigmoid\"}]}", "Linear or Relu")]
    [InlineData("{\"layers\": [{\"layer\": \"Flatten\", \"name\": \"a\"}, {\"layer\": \"ReLU\", \"name\": \"a\"}]}", "two named 'a'")]
    public void Read_WrongByHand_SaysWhat(string json, string expected)
    {
        string message = Assert.Throws<InvalidDataException>(() => ModelJson.Read(json.Replace("[long]", new string('a', 201), StringComparison.Ordinal), "model.json")).Message;
        Assert.StartsWith("model.json: expected ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    /// <summary>A model file may come from anybody: it can name layers of this list and set plain values, and nothing else.</summary>
    [Fact]
    public void Layers_OfAFile_AreAClosedListOfPlainValues()
    {
        JsonDerivedTypeAttribute[] listed = [.. typeof(Layer).GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false)];

        Assert.Equal(
            ["BatchNormalization", "Conv2D", "Dense", "Dropout", "Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D", "MaxPooling2D", "ReLU", "Rescaling"],
            listed.Select(layer => layer.TypeDiscriminator).Order());
        Assert.All(listed, layer => Assert.True(layer.DerivedType.IsSealed && layer.DerivedType.Assembly == typeof(Layer).Assembly));
        Assert.All(
            listed.SelectMany(layer => layer.DerivedType.GetProperties()).Where(property => property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null),
            property => Assert.True(property.PropertyType.IsPrimitive || property.PropertyType.IsEnum || property.PropertyType == typeof(string), $"{property}"));
    }
}
