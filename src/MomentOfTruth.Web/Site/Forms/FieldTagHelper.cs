using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// A field of a form: label, hint, message and the control inside it, tied together for screen readers. The control brings its own
/// attributes only; its id, name and aria come from here. <c>&lt;field name="Input.Title" label="@T["Title"]"&gt;&lt;input
/// value="@title"&gt;&lt;/field&gt;</c>
/// </summary>
[HtmlTargetElement("field", Attributes = "name")]
public sealed class FieldTagHelper(IStringLocalizer<SharedText> shared, HtmlEncoder encoder) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Under which the value is sent and its error is kept, such as <c>Input.Moments[0].Story</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>The id of the control, where the name alone would not make it the only one of the page.</summary>
    public string? Id { get; set; }

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    /// <summary>Whether the label says that the field may stay empty.</summary>
    public bool Optional { get; set; }

    /// <summary>
    /// Whether several controls answer one question: then it is a fieldset, the label is its legend, and the controls keep their own
    /// names.
    /// </summary>
    public bool Group { get; set; }

    /// <summary>What is wrong with the value; without it, what the model state says of the name.</summary>
    public string? Error { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        FieldLabels.Of(ViewContext.HttpContext)[Name] = Label;
        var id = Id ?? TagBuilder.CreateSanitizedId(Name, "_");
        // A view that passes null leaves an empty text here.
        var error = string.IsNullOrEmpty(Error) ? ErrorOf(ViewContext.ViewData.ModelState, Name) : Error;
        var descriptions = new[] { Hint is null ? null : id + "-hint", error is null ? null : id + "-error" };
        var described = string.Join(' ', descriptions.OfType<string>());
        context.Items[typeof(Control)] = Group ? null! : new Control(id, Name, described, error is not null);
        var control = await output.GetChildContentAsync();

        output.TagName = Group ? "fieldset" : "div";
        var css = output.Attributes["class"]?.Value?.ToString() is { } own ? own : Group ? "" : "field";
        output.Attributes.SetAttribute("class", error is null ? css : $"{css} invalid".TrimStart());
        if (Group && described.Length > 0)
        {
            output.Attributes.SetAttribute("aria-describedby", described);
        }

        // The lines are indented as the control is, so that the page reads as if it were written by hand.
        // The encoder is the pages' own, because the default one would write Korean as numeric references.
        var written = control.GetContent(encoder);
        var indent = written[..^written.TrimStart().Length];
        output.Content.Clear();
        output.Content.AppendHtml(indent).AppendHtml(LabelFor(id));
        Say(output.Content, indent, "hint", id, Hint);
        Say(output.Content, indent, "error", id, error);
        output.Content.AppendHtml(written);
    }

    /// <summary>The first thing that is wrong with the field; null if nothing is.</summary>
    public static string? ErrorOf(ModelStateDictionary state, string name) => state[name]?.Errors.FirstOrDefault()?.ErrorMessage;

    private TagBuilder LabelFor(string id)
    {
        var label = new TagBuilder(Group ? "legend" : "label");
        if (!Group)
        {
            label.Attributes["for"] = id;
        }

        label.InnerHtml.Append(Label);
        if (Optional)
        {
            var optional = new TagBuilder("span");
            optional.AddCssClass("optional");
            optional.InnerHtml.Append(shared["Field.Optional"].Value);
            label.InnerHtml.Append(" ").AppendHtml(optional);
        }

        return label;
    }

    private static void Say(TagHelperContent content, string indent, string kind, string id, string? words)
    {
        if (words is not null)
        {
            var line = new TagBuilder("p");
            line.Attributes["class"] = kind;
            line.Attributes["id"] = $"{id}-{kind}";
            line.InnerHtml.Append(words);
            content.AppendHtml(indent).AppendHtml(line);
        }
    }

    /// <summary>What the control inside a field is told.</summary>
    internal sealed record Control(string Id, string Name, string Described, bool IsInvalid);
}

/// <summary>
/// The labels of the fields that the page has drawn, by name: the summary of errors, which the layout draws after the page, says which
/// field each message is about.
/// </summary>
public static class FieldLabels
{
    public static IDictionary<string, string> Of(HttpContext http)
    {
        if (http.Items[typeof(FieldLabels)] is not IDictionary<string, string> labels)
        {
            http.Items[typeof(FieldLabels)] = labels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        }

        return labels;
    }

    /// <summary>
    /// The message with the label before it. The message of a field in a list names its place in the list by itself, and so has none.
    /// </summary>
    public static string Named(HttpContext http, string field, string message, IStringLocalizer<SharedText> shared) =>
        field.Contains('[', StringComparison.Ordinal) || !Of(http).TryGetValue(field, out var label) || label.Length == 0 ? message
            : shared[char.IsPunctuation(label[^1]) ? "Error.OfQuestion" : "Error.OfField", label, message];
}

/// <summary>
/// The control of a <see cref="FieldTagHelper"/>: gets its id, name and aria from the field. A control with a name of its own is left
/// alone.
/// </summary>
[HtmlTargetElement("input", ParentTag = "field", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("textarea", ParentTag = "field")]
[HtmlTargetElement("select", ParentTag = "field")]
public sealed class FieldControlTagHelper : TagHelper
{
    /// <summary>Before the tag helpers of the framework.</summary>
    public override int Order => -2000;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (output.Attributes.ContainsName("name")
            || !context.Items.TryGetValue(typeof(FieldTagHelper.Control), out var item)
            || item is not FieldTagHelper.Control control)
        {
            return;
        }

        output.Attributes.Insert(0, new TagHelperAttribute("id", control.Id));
        output.Attributes.Insert(1, new TagHelperAttribute("name", control.Name));
        if (control.Described.Length > 0)
        {
            // What else describes the control is read after its own hint and message.
            var own = output.Attributes["aria-describedby"]?.Value?.ToString();
            output.Attributes.SetAttribute("aria-describedby", own is null ? control.Described : $"{control.Described} {own}");
        }

        if (control.IsInvalid)
        {
            output.Attributes.SetAttribute("aria-invalid", "true");
        }
    }
}
