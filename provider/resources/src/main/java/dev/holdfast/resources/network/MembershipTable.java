package dev.holdfast.resources.network;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.optionalComputed;
import static dev.holdfast.framework.schema.Attribute.required;
import static dev.holdfast.resources.netmaker.NetmakerBinding.field;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.resources.netmaker.FieldCodec;
import dev.holdfast.resources.netmaker.NetmakerTable;
import java.util.List;

/// Every attribute of `netmaker_membership`, each declared once.
final class MembershipTable {

  private MembershipTable() {}

  private static final List<Attribute> ATTRIBUTES =
      List.of(
          computed("id", Type.STRING, "Network and host, with a slash between them.")
              .unset(Unset.ON_CREATE),
          required("network", Type.STRING, "Name of the network; a change replaces the membership.")
              .validated(NetworkTable.NAME)
              .planned(PlanModifier.requiresReplace()),
          required(
                  "host_id",
                  Type.STRING,
                  "Id of the host, such as `netmaker_host.web.id`; a change replaces the membership.")
              .validated(Validators.notBlank())
              .planned(PlanModifier.requiresReplace()),
          optionalComputed(
                  "ipv4_address",
                  Type.STRING,
                  "Address in the IPv4 range, without a prefix length. Left out: the one that the server chooses.")
              .unset(Unset.ON_CREATE)
              .validated(
                  Validators.matches(
                      "\\d{1,3}(\\.\\d{1,3}){3}", "an IPv4 address such as 10.20.0.5"))
              .validated(Validators.ipAddress()),
          optionalComputed(
                  "ipv6_address",
                  Type.STRING,
                  "Address in the IPv6 range, without a prefix length. Left out: the one that the server chooses.")
              .unset(Unset.ON_CREATE)
              .validated(Validators.matches(".*:.*", "an IPv6 address such as fd00:20::5"))
              .validated(Validators.ipAddress())
              .equality(Equalities.IP_ADDRESS),
          optionalComputed(
                  "connected",
                  Type.BOOL,
                  "Whether the machine takes part; false keeps the membership and its address.")
              .unset(Unset.ON_CREATE)
              .bound(field("connected", FieldCodec.FLAG)),
          optional(
              "force",
              Type.BOOL,
              "Whether leaving also removes the record of a machine that does not answer any more."),
          computed("node_id", Type.STRING, "Id of the node, which an egress refers to.")
              .unset(Unset.ON_CREATE),
          MeshResource.TIMEOUTS.attribute());

  static final Schema SCHEMA =
      Schema.of(
          "A host in a network, with a fixed address where one is wanted. A membership that the host has already, by the "
              + "key that it registered with, is taken over.",
          ATTRIBUTES);

  static final NetmakerTable TABLE = new NetmakerTable(SCHEMA.body());
}
