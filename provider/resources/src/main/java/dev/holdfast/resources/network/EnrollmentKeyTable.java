package dev.holdfast.resources.network;

import static dev.holdfast.framework.schema.Attribute.computed;
import static dev.holdfast.framework.schema.Attribute.optional;
import static dev.holdfast.framework.schema.Attribute.required;
import static dev.holdfast.resources.netmaker.NetmakerBinding.field;
import static dev.holdfast.resources.netmaker.NetmakerBinding.readField;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.Equality;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Rules;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.netmaker.FieldCodec;
import dev.holdfast.resources.netmaker.NetmakerTable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// Every attribute of `netmaker_enrollment_key`, each declared once.
final class EnrollmentKeyTable {

  private EnrollmentKeyTable() {}

  static final Validator NETWORKS = Validators.each(NetworkTable.NAME);

  private static final Equality SAME_TIME = Equalities.byMeaning(EnrollmentKeyTable::instant);

  /// A moment such as `2026-12-31T23:59:59Z`.
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static final List<Attribute> ATTRIBUTES =
      List.of(
          computed("id", Type.STRING, "The name.").unset(Unset.ON_CREATE),
          required(
                  "name",
                  Type.STRING,
                  "Name of the key, unique on the server; the key that comes with a network has that network's name.")
              .validated(Validators.lengthBetween(3, 32))
              .planned(PlanModifier.requiresReplace()),
          required(
                  "networks",
                  Type.setOf(Type.STRING),
                  "Names of the networks that machines enter with it.")
              .validated(Validators.sizeBetween(1, 100))
              .validated(NETWORKS)
              .planned(PlanModifier.requiresReplace())
              .bound(field("networks", FieldCodec.TEXTS)),
          optional(
                  "uses",
                  Type.NUMBER,
                  "How many machines can register with it. Neither this nor `expires_at`: any number, for ever.")
              .validated(Validators.between(1, 1_000_000))
              .validated(Validators.wholeNumber())
              .planned(PlanModifier.requiresReplace()),
          optional(
                  "expires_at",
                  Type.STRING,
                  "When it ends, such as `2027-01-31T12:00:00Z`; any number of machines until then.")
              .validated(
                  Validators.rule(
                      "a time with its zone such as 2027-01-31T12:00:00Z",
                      "Correct the text.",
                      value ->
                          Values.string(value).flatMap(EnrollmentKeyTable::instant).isPresent()))
              .equality(SAME_TIME)
              .planned(PlanModifier.requiresReplace()),
          optional(
                  "tags",
                  Type.setOf(Type.STRING),
                  "Ids of the tags that machines get, such as `mesh.servers`. Pro edition.")
              .bound(field("groups", FieldCodec.TEXTS).proOnly()),
          optional(
                  "auto_egress",
                  Type.BOOL,
                  "Whether machines publish the range of their own site as an egress.")
              .planned(PlanModifier.requiresReplace()),
          optional(
              "recreate_if_invalid",
              Type.BOOL,
              "Whether a key that is used up or has ended is replaced by a new one; else it stays as it is."),
          optional("keepers", Type.mapOf(Type.STRING), "Anything; a change makes a new key.")
              .planned(PlanModifier.requiresReplace()),
          computed("uses_remaining", Type.NUMBER, "How many machines can still register.")
              .unset(Unset.ON_CREATE)
              .bound(readField("uses_remaining", FieldCodec.NUMBER)),
          computed("valid", Type.BOOL, "Whether a machine can register with it now.")
              .unset(Unset.ON_CREATE),
          computed("value", Type.STRING, "The key itself.")
              .unset(Unset.ON_CREATE)
              .sensitive()
              .bound(readField("value", FieldCodec.TEXT)),
          computed(
                  "token",
                  Type.STRING,
                  "What a machine registers with: the server's address and the key.")
              .unset(Unset.ON_CREATE)
              .sensitive()
              .bound(readField("token", FieldCodec.TEXT)),
          MeshResource.TIMEOUTS.attribute());

  static final Schema SCHEMA =
      Schema.of(
              "A key by which machines register and enter networks. Its token is kept in the state; where it is needed "
                  + "during one run only, the ephemeral `netmaker_join_token` leaves none behind.",
              ATTRIBUTES)
          .ruled(Rules.conflicting("uses", "expires_at"));

  static final NetmakerTable TABLE = new NetmakerTable(SCHEMA.body());
}
