package dev.holdfast.resources.network;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.optionalComputed;
import static dev.holdfast.framework.schema.Attribute.required;
import static dev.holdfast.resources.netmaker.NetmakerBinding.field;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.netmaker.FieldCodec;
import dev.holdfast.resources.netmaker.NetmakerTable;
import java.util.List;

/// Every attribute of `netmaker_egress`, each declared once.
final class EgressTable {

  private EgressTable() {}

  private static final List<Attribute> ATTRIBUTES =
      List.of(
          computed("id", Type.STRING, "Id that the server gave it.")
              .unset(Unset.ON_CREATE)
              .bound(
                  dev.holdfast.resources.netmaker.NetmakerBinding.readField("id", FieldCodec.TEXT)),
          required("network", Type.STRING, "Name of the network; a change replaces the egress.")
              .validated(NetworkTable.NAME)
              .planned(PlanModifier.requiresReplace())
              .bound(field("network", FieldCodec.TEXT)),
          required("name", Type.STRING, "Name for people.")
              .validated(Validators.notBlank())
              .bound(field("name", FieldCodec.TEXT)),
          optional("description", Type.STRING, "Notes.")
              .bound(field("description", FieldCodec.TEXT)),
          required("range", Type.STRING, "Range that the routers reach, such as `10.244.1.0/24`.")
              .validated(Ranges.ANY)
              .equality(Ranges.SAME)
              .bound(field("range", FieldCodec.TEXT)),
          required(
                  "nodes",
                  Type.mapOf(Type.NUMBER),
                  "Metric of each routing node by its id, 1 to 998; the lowest one carries the traffic. The community "
                      + "edition takes one node.")
              .validated(Validators.sizeBetween(1, 100))
              .validated(Validators.each(Validators.between(1, 998)))
              .validated(Validators.each(Validators.wholeNumber()))
              .bound(field("nodes", FieldCodec.NUMBERS)),
          optionalComputed(
                  "nat",
                  Type.BOOL,
                  "Whether the routers translate addresses to their own. Never for pod and service ranges: "
                      + "everything that leaves the router would be translated.")
              .defaultsTo(Value.of(false))
              .bound(field("nat", FieldCodec.FLAG)),
          optionalComputed("enabled", Type.BOOL, "Whether it is in force.")
              .defaultsTo(Value.of(true))
              .bound(field("status", FieldCodec.FLAG)),
          optional(
              "kubernetes",
              Type.BOOL,
              "Whether the range belongs to a Kubernetes cluster; `nat` is refused then. Ranges in the provider's "
                  + "`kubernetes_ranges` need no mark."),
          MeshResource.TIMEOUTS.attribute());

  static final Schema SCHEMA =
      Schema.of(
          "A range outside of a network that nodes of it route to. What the server does not check is checked here: "
              + "overlaps, ranges that hold a router's own address, and address translation of Kubernetes ranges.",
          ATTRIBUTES);

  static final NetmakerTable TABLE = new NetmakerTable(SCHEMA.body());
}
