package dev.holdfast.resources.network;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.optionalComputed;
import static dev.holdfast.resources.netmaker.NetmakerBinding.field;
import static dev.holdfast.resources.netmaker.NetmakerBinding.readField;

import dev.holdfast.client.netmaker.Host;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Rules;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.resources.netmaker.FieldCodec;
import dev.holdfast.resources.netmaker.NetmakerBinding;
import dev.holdfast.resources.netmaker.NetmakerTable;
import dev.holdfast.resources.ssh.SshTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Every attribute of `netmaker_host`, each declared once.
final class HostTable {

  private HostTable() {}

  private static final List<Attribute> IDENTITY =
      List.of(
          computed("id", Type.STRING, "Id of the host.").unset(Unset.ON_CREATE),
          optionalComputed("host_id", Type.STRING, "Id of the host to take over.")
              .unset(Unset.ON_CREATE)
              .validated(
                  Validators.matches(
                      "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                      "a UUID such as 0f8fad5b-d9cb-469f-a165-70867728950e"))
              .planned(PlanModifier.requiresReplaceIfConfigured())
              .bound(readField("id", FieldCodec.TEXT)),
          optionalComputed("mac_address", Type.STRING, "Hardware address of the host to take over.")
              .unset(Unset.ON_CREATE)
              .validated(
                  Validators.matches(
                      "[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}",
                      "a hardware address such as 02:42:ac:11:00:02"))
              .equality(Equalities.MAC_ADDRESS)
              .planned(PlanModifier.requiresReplaceIfConfigured())
              .bound(readField("macaddress", FieldCodec.TEXT)),
          optionalComputed(
                  "name",
                  Type.STRING,
                  "Name of the host. Without `host_id` and `mac_address` the host of this name is taken over; with one "
                      + "of them the host is renamed.")
              .unset(Unset.ON_CREATE)
              .validated(
                  Validators.matches(
                      "[A-Za-z0-9-]{1,62}",
                      "1 to 62 letters, digits and hyphens: the client blanks anything else, a dot too"))
              .bound(field("name", FieldCodec.TEXT)));

  private static final List<Attribute> SETTINGS =
      List.of(
          number(
                  "mtu",
                  "mtu",
                  "MTU of the tunnel; a change makes the client build the interface anew.")
              .validated(Validators.between(576, 9000)),
          number("listen_port", "listenport", "UDP port of the tunnel.")
              .validated(Validators.between(1, 65_535)),
          flag(
              "static_port",
              "isstaticport",
              "Whether the client keeps that port; else it moves when the port is taken. UDP 443 is what it takes "
                  + "first when it may choose."),
          flag(
              "static_endpoint",
              "isstatic",
              "Whether the endpoint addresses below are used; else the machine finds out by itself."),
          text("endpoint_ipv4", "endpointip", "IPv4 address at which peers reach the machine.")
              .validated(Validators.ipAddress()),
          text("endpoint_ipv6", "endpointipv6", "IPv6 address at which peers reach the machine.")
              .validated(Validators.ipAddress())
              .equality(Equalities.IP_ADDRESS),
          number("keepalive", "persistentkeepalive", "Seconds between keep-alive packets.")
              .validated(Validators.between(1, 65_535)),
          flag(
              "auto_update",
              "autoupdate",
              "Whether the client updates itself at any time. An update builds the interface anew, which breaks the "
                  + "pod network of a Kubernetes node: set false there."),
          optionalComputed(
                  "dns", Type.BOOL, "Whether the client changes the machine's name resolution.")
              .unset(Unset.ON_CREATE)
              .bound(field("dns", FieldCodec.YES_NO)),
          flag(
              "default",
              "isdefault",
              "Whether the host enters every network by itself, as a gateway."),
          number("verbosity", "verbosity", "How much the client logs, 1 to 4.")
              .validated(Validators.between(1, 4)));

  private static final List<Attribute> JOIN =
      List.of(
          SshTable.attribute(
              Presence.OPTIONAL,
              "How the machine is reached, to have it join: the client is installed and held, the machine registers with "
                  + "a key of one use made for it (the client takes it as an argument only, so it stands in the machine's "
                  + "list of processes for that moment), and creating ends when its addresses are on the interface. "
                  + "Destroying takes the client off again."),
          optional(
                  "networks",
                  Type.setOf(Type.STRING),
                  "With `ssh`: names of the networks that the machine enters when it registers. It is not looked at "
                      + "later; `netmaker_membership` puts a host into further ones.")
              .validated(Validators.sizeBetween(1, 100))
              .validated(EnrollmentKeyTable.NETWORKS),
          Attribute.nested(
              "client",
              Nesting.SINGLE,
              Presence.OPTIONAL,
              "With `ssh`: which client is installed, and where it comes from.",
              List.of(
                  optional("version", Type.STRING, "Such as `1.5.1`; left out, the newest one.")
                      .validated(
                          Validators.matches(
                              "[0-9]+\\.[0-9]+\\.[0-9]+([-+~.][A-Za-z0-9.+~-]+)?",
                              "a version such as 1.5.1")),
                  optional(
                      "repository",
                      Type.STRING,
                      "Repository of packages; left out, `https://apt.netmaker.org`."),
                  optional(
                      "repository_key",
                      Type.STRING,
                      "URL of its key; left out, `https://apt.netmaker.org/gpg.key`."),
                  optional("suite", Type.STRING, "Suite; left out, `stable`. A flat one is `./`."),
                  optional("components", Type.listOf(Type.STRING), "Components; left out, `main`."),
                  optional("trusted", Type.BOOL, "Whether a repository without a key is trusted."),
                  optional(
                          "firewall",
                          Type.STRING,
                          "`iptables` or `nftables`: with what the client makes its rules. It should be the one that "
                              + "kube-proxy uses.")
                      .validated(Validators.oneOf("iptables", "nftables")))));

  /// Installing takes its time on a small board behind a slow link.
  static final Timeouts TIMEOUTS =
      MeshResource.TIMEOUTS
          .with(Timeouts.Call.CREATE, Duration.ofMinutes(20))
          .with(Timeouts.Call.UPDATE, Duration.ofMinutes(20))
          .with(Timeouts.Call.DELETE, Duration.ofMinutes(20));

  private static final List<Attribute> REST =
      List.of(
          optional(
              "leave_on_destroy",
              Type.BOOL,
              "Whether destroying removes the host from the server and all networks, also when the machine is dead; "
                  + "true when left out."),
          computed("version", Type.STRING, "Version of the client.")
              .unset(Unset.ON_CREATE)
              .bound(readField("version", FieldCodec.TEXT)),
          computed("os", Type.STRING, "Operating system.")
              .unset(Unset.ON_CREATE)
              .bound(readField("os", FieldCodec.TEXT)),
          computed("public_key", Type.STRING, "WireGuard key.")
              .unset(Unset.ON_CREATE)
              .bound(readField("publickey", FieldCodec.TEXT)),
          computed("nat_type", Type.STRING, "`public` or `behind_nat`.")
              .unset(Unset.ON_CREATE)
              .bound(readField("nat_type", FieldCodec.TEXT)),
          TIMEOUTS.attribute());

  private static Attribute number(String name, String key, String doc) {
    return setting(name, Type.NUMBER, doc, field(key, FieldCodec.COUNT));
  }

  private static Attribute flag(String name, String key, String doc) {
    return setting(name, Type.BOOL, doc, field(key, FieldCodec.FLAG));
  }

  private static Attribute text(String name, String key, String doc) {
    return setting(name, Type.STRING, doc, field(key, FieldCodec.TEXT));
  }

  private static Attribute setting(String name, Type type, String doc, NetmakerBinding binding) {
    return optionalComputed(name, type, doc + " Left out: as it is.")
        .unset(Unset.ON_CREATE)
        .bound(binding);
  }

  static final Schema SCHEMA =
      Schema.of(
              "A machine of the mesh with its settings. With `ssh` it is made to join; without, one that registers by "
                  + "itself is taken over by name, id or hardware address, and creating waits until it is there.",
              join())
          .ruled(
              Rules.atLeastOneOf("name", "host_id", "mac_address"),
              Rules.conflicting("host_id", "mac_address"),
              Rules.requires("ssh", "name", "networks"),
              Rules.requires("networks", "ssh"),
              Rules.requires("client", "ssh"),
              Rules.conflicting("ssh", "host_id"),
              Rules.conflicting("ssh", "mac_address"));

  static final NetmakerTable TABLE = new NetmakerTable(SCHEMA.body());

  private static List<Attribute> join() {
    List<Attribute> all = new ArrayList<>(IDENTITY);
    all.addAll(SETTINGS);
    all.addAll(JOIN);
    all.addAll(REST);
    return all;
  }

  /// Whether two hardware addresses are one.
  static boolean sameMac(String one, String other) {
    return Host.canonicalMac(one).equals(Host.canonicalMac(other));
  }
}
