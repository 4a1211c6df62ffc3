package dev.holdfast.resources.settings;

import static dev.holdfast.framework.schema.Attribute.optional;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.netmaker.IpRange;
import dev.holdfast.client.netmaker.NetmakerClient;
import dev.holdfast.client.netmaker.NetmakerConfig;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Rule;
import dev.holdfast.framework.schema.Rules;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How to reach a Netmaker server: the attributes, and the client made from them.
///
/// Every attribute but the last has an environment variable that counts where the configuration
/// leaves it unset.
public final class NetmakerSettings {

  private NetmakerSettings() {}

  public static final List<Attribute> ATTRIBUTES =
      List.of(
          optional(
              "endpoint",
              Type.STRING,
              "Address of the API, such as `https://api.netmaker.example`. Environment: `NETMAKER_ENDPOINT`."),
          optional(
                  "token",
                  Type.STRING,
                  "Access token of a super-admin, the best way to log in (Netmaker 0.99 and newer). Environment: "
                      + "`NETMAKER_TOKEN`.")
              .sensitive(),
          optional(
              "username",
              Type.STRING,
              "User for a login by password, made once for each run. Environment: `NETMAKER_USERNAME`."),
          optional(
                  "password",
                  Type.STRING,
                  "Password of that user. Environment: `NETMAKER_PASSWORD`.")
              .sensitive(),
          optional(
                  "master_key",
                  Type.STRING,
                  "The server's master key. It is no full administrator: the server refuses it some calls. "
                      + "Environment: `NETMAKER_MASTER_KEY`.")
              .sensitive(),
          optional(
              "ca_file",
              Type.STRING,
              "PEM file with the authority of the server's certificate. Environment: `NETMAKER_CA_FILE`."),
          optional(
              "tls_fingerprint",
              Type.STRING,
              "SHA-256 fingerprint that the server's certificate must have. Environment: "
                  + "`NETMAKER_TLS_FINGERPRINT`."),
          optional(
              "insecure",
              Type.BOOL,
              "Believes any certificate; a warning says so. Environment: `NETMAKER_INSECURE`."),
          optional(
              "proxy",
              Type.STRING,
              "HTTP proxy, such as `http://proxy.example:3128`. Environment: `NETMAKER_PROXY`, else `HTTPS_PROXY` "
                  + "and `NO_PROXY`."),
          optional(
                  "kubernetes_ranges",
                  Type.setOf(Type.STRING),
                  "Pod and service ranges of the Kubernetes clusters on the mesh. No network may overlap one, and "
                      + "an egress of one must not translate addresses.")
              .validated(Validators.each(Validators.cidr())));

  public static final List<Rule> RULES =
      List.of(
          Rules.conflicting("token", "username", "master_key"),
          Rules.conflicting("ca_file", "tls_fingerprint"),
          Rules.requiredTogether("username", "password"));

  private static final Configured CONFIGURED =
      new Configured(
          Map.of(
              "NETMAKER_ENDPOINT", "endpoint",
              "NETMAKER_TOKEN", "token",
              "NETMAKER_USERNAME", "username",
              "NETMAKER_PASSWORD", "password",
              "NETMAKER_MASTER_KEY", "master_key",
              "NETMAKER_CA_FILE", "ca_file",
              "NETMAKER_TLS_FINGERPRINT", "tls_fingerprint",
              "NETMAKER_INSECURE", "insecure",
              "NETMAKER_PROXY", "proxy"),
          List.of(
              Set.of(
                  "NETMAKER_TOKEN",
                  "NETMAKER_USERNAME",
                  "NETMAKER_PASSWORD",
                  "NETMAKER_MASTER_KEY"),
              Set.of("NETMAKER_CA_FILE", "NETMAKER_TLS_FINGERPRINT", "NETMAKER_INSECURE")));

  private static final String HINT =
      "Each NETMAKER_ variable can be set in the provider block too, in lower case and without the prefix.";

  /// Makes the access to a server.
  ///
  /// @param environment looks environment variables up
  /// @param at where the attributes stand in the provider's configuration
  /// @return no access when the settings are wrong, with a diagnostic that says how
  public static Section<NetmakerAccess> access(
      Value.Obj config,
      Path at,
      Function<String, Optional<String>> environment,
      Pacer pacer,
      Diagnostics diagnostics) {
    return Section.made(
        config,
        at,
        "Netmaker",
        HINT,
        diagnostics,
        () -> {
          NetmakerConfig settings =
              NetmakerConfig.fromEnvironment(CONFIGURED.over(config, environment));
          settings
              .warnings()
              .forEach(text -> diagnostics.warning(at, "Netmaker connection is not safe", text));
          return new NetmakerAccess(
              NetmakerClient.open(settings, pacer),
              settings.credentials(),
              ranges(config.get("kubernetes_ranges")),
              pacer);
        });
  }

  private static List<IpRange> ranges(Value value) {
    return value.parts().stream()
        .flatMap(each -> Values.string(each).stream())
        .flatMap(text -> IpRange.parse(text).stream())
        .toList();
  }
}
