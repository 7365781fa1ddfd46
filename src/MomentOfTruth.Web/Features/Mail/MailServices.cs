using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Sends mail through a server if one is configured, writes it to a folder in Development, and otherwise sends none.</summary>
public static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsCheck>();
        services.AddSingleton<OutboxWake>().AddScoped<Outbox>();

        var hasServer = !string.IsNullOrWhiteSpace(configuration.GetSection(MailOptions.Section)[nameof(MailOptions.Host)]);
        services.AddSingleton(new MailState(hasServer || environment.IsDevelopment()));
        if (hasServer)
        {
            services.AddSingleton<IMailer, SmtpMailer>();
        }
        else if (environment.IsDevelopment())
        {
            services.AddSingleton<FolderMailer>().AddSingleton<IMailer>(app => app.GetRequiredService<FolderMailer>());
        }
        else
        {
            return services;
        }

        return services.AddOutboxSender();
    }

    /// <summary>Does work of the outbox that is no mail, with or without a mail server.</summary>
    public static IServiceCollection AddOutboxWork<T>(this IServiceCollection services, string kind)
        where T : class, IOutboxWork =>
        services.AddKeyedScoped<IOutboxWork, T>(kind).AddSingleton(new OutboxWorkKind(kind)).AddOutboxSender();

    private static IServiceCollection AddOutboxSender(this IServiceCollection services)
    {
        services.TryAddScoped<OutboxDelivery>();
        return services.AddHostedService<OutboxSender>();
    }
}
