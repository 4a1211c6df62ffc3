package dev.holdfast.resources.network;

import dev.holdfast.client.http.Finding;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.netmaker.EnrollmentKey;
import dev.holdfast.client.netmaker.Fields;
import dev.holdfast.client.netmaker.NetmakerClient;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.PlanContext.Operation;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.NetmakerAccess;
import dev.holdfast.resources.work.StepFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A key by which machines register.
public final class EnrollmentKeyResource extends MeshResource {

  private static final String NO_NODE = "00000000-0000-0000-0000-000000000000";

  public EnrollmentKeyResource() {
    super(
        new Kind(
            "netmaker_enrollment_key",
            EnrollmentKeyTable.SCHEMA,
            EnrollmentKeyTable.TABLE,
            List.of("name")));
  }

  @Override
  String thing(Value.Obj object) {
    return "enrollment key " + text(object, "name").orElse("(not named yet)");
  }

  @Override
  void check(Site site, ResourcePlan plan) {
    if (plan.context().operation() == Operation.CREATE) {
      Optional<Instant> end =
          text(plan.planned(), "expires_at").flatMap(EnrollmentKeyTable::instant);
      if (end.filter(moment -> !moment.isAfter(site.access().pacer().now())).isPresent()) {
        site.diagnostics()
            .error(
                Path.of("expires_at"),
                "Key would have ended already",
                "%s lies in the past. Choose a later time.".formatted(end.get()));
      }
    }
  }

  /// Replaces a key that lets nobody in any more, where that is asked for.
  @Override
  void adjust(ResourcePlan plan) {
    boolean invalid = !flag(plan.context().prior(), "valid", true);
    if (invalid
        && flag(plan.context().config(), "recreate_if_invalid", false)
        && plan.planned() instanceof Value.Obj planned) {
      plan.plan(
          planned
              .with("valid", Values.UNKNOWN)
              .with("uses_remaining", Values.UNKNOWN)
              .with("value", Values.UNKNOWN)
              .with("token", Values.UNKNOWN));
      plan.requireReplace(Path.of("valid"));
    }
  }

  @Override
  Value.Obj create(Site site, Value.Obj plan) {
    NetmakerClient client = site.access().client();
    String name = need(plan, "name");
    Optional<EnrollmentKey> existing = live(client, name);
    if (existing.isPresent()) {
      adopt(site, existing.get(), plan);
      return plan;
    }
    Fields body = table().write(Values.NULL, plan, body(plan, name));
    client.resolve(
        () -> client.keys().create(body),
        () ->
            live(client, name)
                .<Finding<EnrollmentKey>>map(Finding.Done::new)
                .orElseGet(Finding.NotDone::new));
    return plan;
  }

  private static Fields body(Value.Obj plan, String name) {
    Optional<Long> uses = Values.number(plan.get("uses")).map(Number::longValue);
    Optional<Instant> end = text(plan, "expires_at").flatMap(EnrollmentKeyTable::instant);
    return Fields.none()
        .with("tags", List.of(name))
        .with("uses_remaining", uses.orElse(0L).longValue())
        .with("expiration", end.map(Instant::getEpochSecond).orElse(0L).longValue())
        .with("unlimited", uses.isEmpty() && end.isEmpty())
        .with("auto_egress", flag(plan, "auto_egress", false));
  }

  /// Takes over what a create left behind whose answer nobody got: the very same and unused.
  private void adopt(Site site, EnrollmentKey existing, Value.Obj plan) {
    String name = existing.name();
    Fields wanted = table().write(Values.NULL, plan, body(plan, name));
    boolean same =
        !existing.standard()
            && !taken(site, plan)
            && Set.copyOf(existing.networks()).equals(Set.copyOf(wanted.texts("networks")))
            && existing.unlimited() == wanted.flag("unlimited").orElse(false)
            && wanted.number("uses_remaining").equals(Optional.of(existing.usesRemaining()))
            && existing
                .expiration()
                .map(Instant::getEpochSecond)
                .orElse(0L)
                .equals(wanted.number("expiration").orElse(0L));
    if (!same) {
      throw StepFailure.of(
          Path.of("name"),
          "Enrollment key exists already",
          ("The server has a key named \"%s\"%s, and names are unique. Choose another name, or import it:\nimport {"
                  + "\n  to = netmaker_enrollment_key.NAME\n  id = \"%s\"\n}")
              .formatted(name, existing.standard() ? " (it came with that network)" : "", name));
    }
    site.diagnostics()
        .warning(
            Path.of("name"),
            "Existing key taken over",
            "The server has the same unused key \"%s\" already, perhaps from an apply that was broken off; it is "
                    .formatted(name)
                + "managed here now.");
  }

  @Override
  Optional<Value.Obj> find(NetmakerAccess access, Value.Obj before) {
    String name = need(before, "name");
    return access
        .view()
        .key(name)
        .map(key -> {
          Value.Obj read = table().read(key.fields(), before);
          return read.with("id", Value.of(name))
              .with("valid", Value.of(key.valid(access.pacer().now())))
              .with("expires_at", end(key, before))
              .with("uses", uses(key, before));
        });
  }

  private static Value end(EnrollmentKey key, Value.Obj before) {
    return key.expiration()
        .filter(_ -> key.usesRemaining() == 0)
        .<Value>map(end -> Value.of(end.toString()))
        .orElse(before.get("expires_at"));
  }

  /// The server counts down and does not know where it began: an import takes what is left.
  private static Value uses(EnrollmentKey key, Value.Obj before) {
    boolean imported = before.get("value").isNull() && before.get("networks").isNull();
    return imported && key.usesRemaining() > 0 ? Value.of(key.usesRemaining()) : before.get("uses");
  }

  @Override
  void update(Site site, Value.Obj prior, Value.Obj plan) {
    NetmakerClient client = site.access().client();
    String name = need(plan, "name");
    EnrollmentKey there =
        live(client, name)
            .orElseThrow(() ->
                StepFailure.of(
                    Path.ROOT,
                    "Enrollment key is gone",
                    "The server has no key \"" + name + "\" any more; plan again."));
    Fields changed = table().write(prior, plan, there.fields());
    if (changed.equals(there.fields())) {
      return;
    }
    client.keys().update(value(there), stored(there, changed));
  }

  /// What the server stores of a change; all of it must be sent, or it is reset. A list shows times
  /// as text, while a request has them as numbers.
  private static Fields stored(EnrollmentKey there, Fields changed) {
    Fields body =
        Fields.none()
            .with("tags", List.of(there.name()))
            .with("networks", there.networks())
            .with("groups", changed.texts("groups"))
            .with("unlimited", there.unlimited())
            .with("uses_remaining", there.usesRemaining())
            .with(
                "expiration",
                there.expiration().map(Instant::getEpochSecond).orElse(0L).longValue())
            .with("default", there.standard())
            .with("auto_egress", changed.flag("auto_egress").orElse(false).booleanValue())
            .with("auto_assign_gw", changed.flag("auto_assign_gw").orElse(false).booleanValue());
    return changed
        .text("relay")
        .filter(relay -> !relay.equals(NO_NODE))
        .map(relay -> body.with("relay", relay))
        .orElse(body);
  }

  @Override
  void delete(Site site, Value.Obj prior) {
    removeKey(site.access(), need(prior, "name"));
  }

  /// Deletes the key of that name, if there is one.
  static void removeKey(NetmakerAccess access, String name) {
    NetmakerClient client = access.client();
    live(client, name)
        .ifPresent(key ->
            remove(
                access,
                () -> client.keys().delete(value(key)),
                () -> live(client, name).isEmpty()));
  }

  private static Secret value(EnrollmentKey key) {
    return key.value()
        .orElseThrow(() ->
            StepFailure.of(
                Path.ROOT,
                "Unable to name the key",
                "The server lists key \"" + key.name() + "\" without its value."));
  }

  private static Optional<EnrollmentKey> live(NetmakerClient client, String name) {
    return client.keys().list().stream().filter(key -> key.name().equals(name)).findFirst();
  }
}
