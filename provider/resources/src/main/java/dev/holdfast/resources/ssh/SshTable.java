package dev.holdfast.resources.ssh;

import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.required;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import java.util.ArrayList;
import java.util.List;

/// The object `ssh` of a resource, each attribute declared once. It holds no secrets, only names of
/// the provider's profiles, so that it may stand in state.
public final class SshTable {

  private SshTable() {}

  /// What is said of every server on the way.
  private static final List<Attribute> SERVER =
      List.of(
          required("host", Type.STRING, "Name or address, as the jump host before it resolves it.")
              .validated(Validators.notBlank()),
          optional("port", Type.NUMBER, "Port; 22 when left out.")
              .validated(Validators.wholeNumber())
              .validated(Validators.between(1, 65_535)),
          optional("user", Type.STRING, "Who logs in; left out, the profile's user, else `root`.")
              .validated(Validators.notBlank()),
          optional(
              "profile",
              Type.STRING,
              "Name of one of the provider's `ssh.profiles`, which hold the secrets; left out, the one named "
                  + "`default`."),
          optional(
                  "host_key",
                  Type.STRING,
                  "The server's key, as a public key line (`ssh-ed25519 AAAA...`) or a `SHA256:` fingerprint. Left "
                      + "out, the provider's `ssh.known_hosts` must know it.")
              .validated(
                  Validators.matches(
                      "SHA256:[A-Za-z0-9+/]{43}=?|[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?",
                      "a public key line or a SHA256: fingerprint, without a host name before it")));

  private static final List<Attribute> TIMES =
      List.of(
          duration("connect", "How long each server may take to answer; `10s` when left out."),
          duration(
              "reachable",
              "How long is waited for a machine that does not answer yet, such as one that boots; nothing when left "
                  + "out. A wrong host key or a refused login is never waited for."));

  /// The parts of the object.
  public static final List<Attribute> ATTRIBUTES = attributes();

  private static Attribute duration(String name, String doc) {
    return optional(name, Type.STRING, doc)
        .validated(Validators.duration())
        .equality(Equalities.DURATION);
  }

  private static List<Attribute> attributes() {
    List<Attribute> all = new ArrayList<>(SERVER);
    all.add(
        optional(
            "become",
            Type.BOOL,
            "Whether work is done as root through sudo; the password is the profile's `become_password`."));
    all.add(
        Attribute.nested(
            "jumps",
            Nesting.LIST,
            Presence.OPTIONAL,
            "Servers on the way, in the order in which they are passed.",
            SERVER));
    all.add(
        Attribute.nested(
            "timeouts", Nesting.SINGLE, Presence.OPTIONAL, "How long to wait.", TIMES));
    return List.copyOf(all);
  }

  /// The attribute `ssh`.
  public static Attribute attribute(Presence presence, String doc) {
    return Attribute.nested("ssh", Nesting.SINGLE, presence, doc, ATTRIBUTES);
  }
}
