using System.Xml.Linq;
using CrackLab.Display;
using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Tests.Display;

public sealed class ModelDiagramTests
{
    [Fact]
    public void ToSvg_CrackNet_HasABlockForEachShapeAndNamesEveryLayer()
    {
        Sequential model = Models.CrackNet(32);

        XElement svg = XElement.Parse(ModelDiagram.ToSvg(model));

        string[] texts = [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Equal(12, svg.Descendants().Count(element => element.Attribute("class")?.Value == "face"));
        Assert.Equal(5, texts.Count(text => text == "Conv2D"));
        Assert.Equal(5, texts.Count(text => text == "+ BatchNorm"));
        Assert.Equal(1, texts.Count(text => text == "32×32×3"));
        Assert.Contains("432 weights", texts);
        Assert.Contains("Sigmoid", texts);
    }

    [Fact]
    public void ToSvg_ManyLayers_GoesOnInAnotherRow()
    {
        Sequential Deep(int layers) => new Sequential([.. Enumerable.Range(0, layers).Select(_ => new Dense(4))]).Build(Shape.Flat(4));

        Assert.Equal(Height(Deep(11)), Height(Deep(3)));
        Assert.True(Height(Deep(12)) > Height(Deep(11)));

        static double Height(Sequential model) => (double)XElement.Parse(ModelDiagram.ToSvg(model)).Attribute("height")!;
    }
}
