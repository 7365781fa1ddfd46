using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Mends what people paste before anything looks at it: a form that is shown again would otherwise hold characters that HTML reads as
/// others.
/// </summary>
public sealed class MendedTextBinder(IModelBinder text) : IModelBinder, IModelBinderProvider
{
    public MendedTextBinder()
        : this(null!)
    {
    }

    public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.ModelType == typeof(string)
        ? new MendedTextBinder(new SimpleTypeModelBinder(typeof(string), context.Services.GetRequiredService<ILoggerFactory>()))
        : null;

    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        await text.BindModelAsync(bindingContext);
        if (bindingContext.Result is { IsModelSet: true, Model: string typed } && PlainText.Mended(typed) is var mended && mended != typed)
        {
            bindingContext.ModelState.SetModelValue(bindingContext.ModelName, mended, mended);
            bindingContext.Result = ModelBindingResult.Success(mended);
        }
    }
}
