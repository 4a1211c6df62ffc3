package dev.holdfast.resources.network;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.optionalComputed;
import static dev.holdfast.framework.schema.Attribute.required;
import static dev.holdfast.resources.netmaker.NetmakerBinding.field;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Rules;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.resources.netmaker.FieldCodec;
import dev.holdfast.resources.netmaker.NetmakerTable;
import dev.holdfast.resources.tree.Trees;
import java.util.List;

/// Every attribute of `netmaker_network`, each declared once.
final class NetworkTable {

  private NetworkTable() {}

  /// Dots and capitals are what people try first.
  static final Validator NAME =
      Validators.matches(
          "[a-z0-9_-]{1,32}",
          "1 to 32 lower-case letters, digits, hyphens and underscores: no dot and no capital");

  /// The server chooses a threshold when removing is switched on.
  private static final Unset WITH_AUTO_REMOVE =
      (context, _) ->
          context.prior().isNull()
              || !Trees.at(context.config(), Path.of("auto_remove"))
                  .equals(Trees.at(context.prior(), Path.of("auto_remove")));

  private static final List<Attribute> ATTRIBUTES =
      List.of(
          computed("id", Type.STRING, "The name.").unset(Unset.ON_CREATE),
          required("name", Type.STRING, "Name of the network; a change replaces it.")
              .validated(NAME)
              .planned(PlanModifier.requiresReplace())
              .bound(field("netid", FieldCodec.TEXT)),
          optional(
                  "ipv4_range",
                  Type.STRING,
                  "IPv4 range that nodes get their addresses from. The server cannot change it: a change replaces "
                      + "the network.")
              .validated(Ranges.IPV4)
              .equality(Ranges.SAME)
              .planned(PlanModifier.requiresReplace())
              .bound(field("addressrange", FieldCodec.TEXT)),
          optional(
                  "ipv6_range",
                  Type.STRING,
                  "IPv6 range that nodes get their addresses from. A change replaces the network.")
              .validated(Ranges.IPV6)
              .equality(Ranges.SAME)
              .planned(PlanModifier.requiresReplace())
              .bound(field("addressrange6", FieldCodec.TEXT)),
          optionalComputed(
                  "default_keepalive",
                  Type.NUMBER,
                  "Seconds between keep-alive packets in files for static clients, up to Netmaker 1.2. Can be set "
                      + "at creation only.")
              .unset(Unset.ON_CREATE)
              .validated(Validators.between(1, 1000))
              .bound(field("defaultkeepalive", FieldCodec.NUMBER)),
          optionalComputed(
                  "default_mtu",
                  Type.NUMBER,
                  "MTU noted at the network. No machine takes it over: set `mtu` of `netmaker_host` for that. Can "
                      + "be set at creation only.")
              .unset(Unset.ON_CREATE)
              .validated(Validators.between(576, 9000))
              .bound(field("defaultmtu", FieldCodec.NUMBER)),
          optionalComputed(
                  "auto_join",
                  Type.BOOL,
                  "Whether machines with a key enter without a person's approval. The community edition knows "
                      + "nothing else. Netmaker 1.1 and newer.")
              .unset(Unset.ON_CREATE)
              .bound(field("auto_join", FieldCodec.FLAG).since(1, 1, 0)),
          optionalComputed(
                  "auto_remove",
                  Type.BOOL,
                  "Whether machines that stay offline are removed. Netmaker 1.4 and newer.")
              .unset(Unset.ON_CREATE)
              .bound(field("auto_remove", FieldCodec.FLAG).since(1, 4, 0)),
          optionalComputed(
                  "auto_remove_threshold",
                  Type.NUMBER,
                  "Minutes offline after which a machine is removed. Netmaker 1.4 and newer.")
              .unset(WITH_AUTO_REMOVE)
              .validated(Validators.between(1, 525_600))
              .bound(field("auto_remove_threshold", FieldCodec.COUNT).since(1, 4, 0)),
          Attribute.nested(
              "virtual_nat",
              Nesting.SINGLE,
              Presence.OPTIONAL,
              "Addresses that stand in for sites whose own ranges overlap. Pro edition, Netmaker 1.5 and newer.",
              List.of(
                  required("pool", Type.STRING, "IPv4 range that the stand-ins are taken from.")
                      .validated(Ranges.IPV4)
                      .equality(Ranges.SAME)
                      .bound(
                          field("virtual_nat_pool_ipv4", FieldCodec.TEXT).since(1, 5, 0).proOnly()),
                  required(
                          "site_prefix_length",
                          Type.NUMBER,
                          "Prefix length of what one site gets, not shorter than that of the pool.")
                      .validated(Validators.between(1, 32))
                      .bound(
                          field("virtual_nat_site_prefixlen_ipv4", FieldCodec.COUNT)
                              .since(1, 5, 0)
                              .proOnly()))),
          Attribute.nested(
                  "default_acl",
                  Nesting.SINGLE,
                  Presence.OPTIONAL_COMPUTED,
                  "The policy that comes with the network and lets all its nodes reach one another.",
                  List.of(
                      optionalComputed(
                              "enabled",
                              Type.BOOL,
                              "Whether it is in force. Switch it off only where other policies let through what is "
                                  + "needed.")
                          .unset(Unset.ON_CREATE)))
              .unset(Unset.ON_CREATE),
          optional(
              "force_destroy",
              Type.BOOL,
              "Whether the network may be destroyed while machines are in it. The server itself never refuses."),
          MeshResource.TIMEOUTS.attribute());

  static final Schema SCHEMA =
      Schema.of(
              "A Netmaker network. Destroying it while machines are in it is refused unless `force_destroy` is set.",
              ATTRIBUTES)
          .ruled(Rules.atLeastOneOf("ipv4_range", "ipv6_range"));

  static final NetmakerTable TABLE = new NetmakerTable(SCHEMA.body());
}
