package dev.holdfast.resources.settings;

import static dev.holdfast.framework.schema.Attribute.optional;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.proxmox.ProxmoxClient;
import dev.holdfast.client.proxmox.ProxmoxConfig;
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

/// How to reach a Proxmox VE cluster: the attributes, and the client made from them.
///
/// Every attribute has an environment variable that counts where the configuration leaves it unset.
/// Credentials and trust are taken as groups: a token in the configuration is never mixed with a
/// password from the environment.
public final class ProxmoxSettings {

  private ProxmoxSettings() {}

  private static final Path OWNER = Path.of("owner");

  public static final List<Attribute> ATTRIBUTES =
      List.of(
          optional(
              "endpoints",
              Type.listOf(Type.STRING),
              "Entry points of one cluster in order of preference, such as `https://pve1.example:8006`. "
                  + "Environment: `PROXMOX_VE_ENDPOINT`, separated by commas."),
          optional(
                  "api_token",
                  Type.STRING,
                  "API token, `user@realm!name=secret`. Environment: `PROXMOX_VE_API_TOKEN`.")
              .sensitive(),
          optional(
              "username",
              Type.STRING,
              "User with realm, such as `root@pam`, for a login by password. Environment: `PROXMOX_VE_USERNAME`."),
          optional(
                  "password",
                  Type.STRING,
                  "Password of that user. Environment: `PROXMOX_VE_PASSWORD`.")
              .sensitive(),
          optional(
                  "otp",
                  Type.STRING,
                  "One-time code for the login of a user with a second factor. Environment: `PROXMOX_VE_OTP`.")
              .sensitive(),
          optional(
                  "totp_secret",
                  Type.STRING,
                  "Key of an authenticator in base32, from which codes are computed. Environment: "
                      + "`PROXMOX_VE_TOTP_SECRET`.")
              .sensitive(),
          optional(
              "ca_file",
              Type.STRING,
              "PEM file with the authority of the server's certificate. Environment: `PROXMOX_VE_CA_FILE`."),
          optional(
              "tls_fingerprint",
              Type.STRING,
              "SHA-256 fingerprint that the server's certificate must have; several are separated by commas. "
                  + "Environment: `PROXMOX_VE_TLS_FINGERPRINT`."),
          optional(
              "insecure",
              Type.BOOL,
              "Believes any certificate; a warning says so. Environment: `PROXMOX_VE_INSECURE`."),
          optional(
              "proxy",
              Type.STRING,
              "HTTP proxy, such as `http://proxy.example:3128`. Environment: `PROXMOX_VE_PROXY`, else "
                  + "`HTTPS_PROXY` and `NO_PROXY`."),
          optional(
                  "owner",
                  Type.STRING,
                  "Who owns what is created: a create that is run again after a crash takes over only machines "
                      + "of the same owner. Give each Terraform configuration its own. Left out: `terraform`.")
              .validated(
                  Validators.matches(
                      "[A-Za-z0-9_.-]{1,64}",
                      "letters, digits, underscores, dots and hyphens, 64 at most")),
          optional(
                  "vmid_start",
                  Type.NUMBER,
                  "Lowest id for machines that are created without one; 100 when left out.")
              .validated(Validators.between(100, 999_999_999)));

  public static final List<Rule> RULES =
      List.of(
          Rules.conflicting("api_token", "username"),
          Rules.conflicting("ca_file", "tls_fingerprint"),
          Rules.requiredTogether("username", "password"));

  private static final Map<String, String> VARIABLES =
      Map.of(
          "PROXMOX_VE_ENDPOINT", "endpoints",
          "PROXMOX_VE_API_TOKEN", "api_token",
          "PROXMOX_VE_USERNAME", "username",
          "PROXMOX_VE_PASSWORD", "password",
          "PROXMOX_VE_OTP", "otp",
          "PROXMOX_VE_TOTP_SECRET", "totp_secret",
          "PROXMOX_VE_CA_FILE", "ca_file",
          "PROXMOX_VE_TLS_FINGERPRINT", "tls_fingerprint",
          "PROXMOX_VE_INSECURE", "insecure",
          "PROXMOX_VE_PROXY", "proxy");

  /// Variables of which the environment counts only where the configuration sets none.
  private static final List<Set<String>> GROUPS =
      List.of(
          Set.of("PROXMOX_VE_API_TOKEN", "PROXMOX_VE_USERNAME", "PROXMOX_VE_PASSWORD"),
          Set.of("PROXMOX_VE_CA_FILE", "PROXMOX_VE_TLS_FINGERPRINT", "PROXMOX_VE_INSECURE"));

  private static final Configured CONFIGURED = new Configured(VARIABLES, GROUPS);

  private static final String HINT =
      "Each PROXMOX_VE_ variable can be set in the provider block too, in lower case and without the prefix (the "
          + "endpoint as \"endpoints\").";

  /// Makes the access to a cluster.
  ///
  /// @param environment looks environment variables up
  /// @param at where the attributes stand in the provider's configuration
  /// @return no access when the settings are wrong, with a diagnostic that says how
  public static Section<ProxmoxAccess> access(
      Value.Obj config,
      Path at,
      Function<String, Optional<String>> environment,
      Pacer pacer,
      Diagnostics diagnostics) {
    return Section.made(
        config,
        at,
        "Proxmox VE",
        HINT,
        diagnostics,
        () -> {
          ProxmoxConfig settings =
              ProxmoxConfig.fromEnvironment(CONFIGURED.over(config, environment));
          settings
              .warnings()
              .forEach(text -> diagnostics.warning(at, "Proxmox VE connection is not safe", text));
          return new ProxmoxAccess(
              ProxmoxClient.open(settings, pacer),
              Values.string(config.get(OWNER.toString())).orElse("terraform"),
              settings.credentials(),
              Values.number(config.get("vmid_start")).map(Number::intValue).orElse(100),
              pacer);
        });
  }
}
