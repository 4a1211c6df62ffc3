package dev.holdfast.resources.ssh;

import static dev.holdfast.framework.schema.Attribute.optional;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Rules;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.tree.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The provider's block `ssh`: who logs in with what, and which servers are known. Nothing else is
/// asked for: no `~/.ssh`, no environment.
public final class SshSettings {

  private SshSettings() {}

  private static final Body PROFILE =
      new Body(
              List.of(
                  optional("user", Type.STRING, "Who logs in where the resource does not say it."),
                  secret("private_key", "A private key, in OpenSSH's form or as PEM."),
                  optional("private_key_file", Type.STRING, "A file with the private key."),
                  secret("passphrase", "Of the private key."),
                  secret("password", "For logging in without a key, or after it was refused."),
                  secret("become_password", "What sudo is answered with."),
                  optional(
                      "agent",
                      Type.BOOL,
                      "Whether the keys of the agent at `ssh.agent` are offered.")))
          .ruled(Rules.conflicting("private_key", "private_key_file"));

  /// The attribute of every provider block.
  public static final Attribute ATTRIBUTE =
      Attribute.nested(
          "ssh",
          Nesting.SINGLE,
          Presence.OPTIONAL,
          "How machines are logged in to. Values may be ephemeral; none of them is stored.",
          List.of(
              Attribute.nested(
                  "profiles",
                  Nesting.MAP,
                  Presence.OPTIONAL,
                  "Logins by name; resources name them in `ssh.profile`.",
                  PROFILE),
              optional(
                  "known_hosts",
                  Type.STRING,
                  "A `known_hosts` file, for servers without a `host_key`. It is only read."),
              optional(
                  "agent",
                  Type.STRING,
                  "The socket of an SSH agent, such as the value of `SSH_AUTH_SOCK`.")));

  private static Attribute secret(String name, String doc) {
    return optional(name, Type.STRING, doc).sensitive();
  }

  /// What the block says.
  ///
  /// @param config the provider's configuration
  public static SshAccess access(Value.Obj config) {
    Value block = config.get(ATTRIBUTE.name());
    if (!block.isWhollyKnown()) {
      return SshAccess.NOT_YET_KNOWN;
    }
    Map<String, SshAccess.Profile> profiles = new LinkedHashMap<>();
    Trees.elements(Values.attribute(block, "profiles"))
        .forEach((name, profile) -> profiles.put(name, profile(profile)));
    return new SshAccess(true, profiles, text(block, "known_hosts"), text(block, "agent"));
  }

  private static SshAccess.Profile profile(Value profile) {
    return new SshAccess.Profile(
        text(profile, "user"),
        text(profile, "private_key"),
        text(profile, "private_key_file"),
        text(profile, "passphrase"),
        text(profile, "password"),
        text(profile, "become_password"),
        Values.bool(Values.attribute(profile, "agent")).orElse(false));
  }

  private static Optional<String> text(Value object, String name) {
    return Values.string(Values.attribute(object, name));
  }
}
