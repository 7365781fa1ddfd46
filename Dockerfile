# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# Packages first, exactly those of the lock files: this layer lasts until a dependency changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/MomentOfTruth.Domain/*.csproj src/MomentOfTruth.Domain/packages.lock.json src/MomentOfTruth.Domain/
COPY src/MomentOfTruth.Web/*.csproj src/MomentOfTruth.Web/packages.lock.json src/MomentOfTruth.Web/
RUN dotnet restore src/MomentOfTruth.Web --locked-mode

COPY .editorconfig ./
COPY src/ src/
RUN dotnet publish src/MomentOfTruth.Web --no-restore -c Release -o /app -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# The letters of the pictures of published journeys, Korean ones too.
RUN apt-get update && apt-get install -y --no-install-recommends fontconfig fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app ./

# The only place the app writes to, besides /tmp. Owned before VOLUME, so that new volumes inherit it.
RUN mkdir /data && chown "$APP_UID:$APP_UID" /data
VOLUME /data
ENV Database__ConnectionString="Data Source=/data/momentoftruth.db"

USER $APP_UID
EXPOSE 8080
# The image has no curl: the app asks its own /health/live.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["dotnet", "MomentOfTruth.Web.dll", "health"]
ENTRYPOINT ["dotnet", "MomentOfTruth.Web.dll"]
