package dev.holdfast.resources.network;

import dev.holdfast.client.http.Finding;
import dev.holdfast.client.netmaker.Egress;
import dev.holdfast.client.netmaker.Fields;
import dev.holdfast.client.netmaker.NetmakerClient;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.settings.NetmakerAccess;
import dev.holdfast.resources.work.StepFailure;
import java.util.List;
import java.util.Optional;

/// A range outside of a network that nodes of it route to.
public final class EgressResource extends MeshResource {

  public EgressResource() {
    super(
        new Kind(
            "netmaker_egress", EgressTable.SCHEMA, EgressTable.TABLE, List.of("network", "id")));
  }

  @Override
  String thing(Value.Obj object) {
    return "egress " + text(object, "name").or(() -> text(object, "id")).orElse("(not named yet)");
  }

  @Override
  void check(Site site, ResourcePlan plan) {
    EgressChecks.run(
        plan.planned(),
        around(
            site.access(),
            text(plan.planned(), "network"),
            text(plan.context().prior(), "id").or(() -> leftBehind(site, plan.planned()))),
        site.diagnostics());
  }

  /// The egress that a create would take over, as far as a plan can tell: its nodes may not be
  /// known.
  private Optional<String> leftBehind(Site site, Value planned) {
    return text(planned, "network").map(site.access().view()::egress).stream()
        .flatMap(List::stream)
        .filter(each -> text(planned, "name").filter(each.name()::equals).isPresent())
        .filter(each -> each.range().equals(Ranges.of(Values.attribute(planned, "range"))))
        .filter(each ->
            planned instanceof Value.Obj object
                && !taken(site, object.with("id", Value.of(each.id()))))
        .map(Egress::id)
        .findFirst();
  }

  private static EgressChecks.Around around(
      NetmakerAccess access, Optional<String> network, Optional<String> own) {
    return new EgressChecks.Around(
        access.status().pro(),
        access.kubernetesRanges(),
        access.view().networks(),
        network.map(access.view()::nodes).orElse(List.of()),
        access.view().hosts(),
        network.map(access.view()::egress).orElse(List.of()),
        own);
  }

  @Override
  Value.Obj create(Site site, Value.Obj plan) {
    NetmakerClient client = site.access().client();
    Fields wanted = table().write(Values.NULL, plan, Fields.none());
    Egress made = site.access().alone(() -> madeOrFound(site, plan, wanted));
    Value.Obj state = plan.with("id", Value.of(made.id()));
    // The server switches a new one on whatever is asked for.
    if (!flag(plan, "enabled", true)) {
      client.egress().update(new Egress(table().write(Values.NULL, state, made.fields())));
    }
    return state;
  }

  private Egress madeOrFound(Site site, Value.Obj plan, Fields wanted) {
    Egress made =
        same(site.access().client(), wanted)
            .filter(existing -> !taken(site, plan.with("id", Value.of(existing.id()))))
            .map(existing -> adopted(site, existing))
            .orElseGet(() -> make(site, plan, wanted));
    claim(site, plan.with("id", Value.of(made.id())));
    return made;
  }

  private Egress make(Site site, Value.Obj plan, Fields wanted) {
    recheck(site.access(), plan);
    NetmakerClient client = site.access().client();
    return client.resolve(
        () -> client.egress().create(new Egress(wanted)),
        () ->
            same(client, wanted)
                .<Finding<Egress>>map(Finding.Done::new)
                .orElseGet(Finding.NotDone::new));
  }

  /// Checks again with what the same apply has made since the plan.
  private static void recheck(NetmakerAccess access, Value.Obj plan) {
    access.view().forget();
    var found = new Diagnostics();
    EgressChecks.run(plan, around(access, text(plan, "network"), Optional.empty()), found);
    found.all().stream()
        .filter(each -> each.severity() == Diagnostic.Severity.ERROR)
        .findFirst()
        .ifPresent(error -> {
          throw new StepFailure(error);
        });
  }

  private static Egress adopted(Site site, Egress existing) {
    site.diagnostics()
        .warning(
            Path.ROOT,
            "Existing egress taken over",
            "The server has the same egress \"%s\" already, perhaps from an apply that was broken off; it is managed "
                    .formatted(existing.name())
                + "here now.");
    return existing;
  }

  /// Names need not be unique, so only the very same counts.
  private static Optional<Egress> same(NetmakerClient client, Fields wanted) {
    Egress ours = new Egress(wanted);
    return client.egress().list(ours.network()).stream()
        .filter(each ->
            each.name().equals(ours.name())
                && each.range().equals(ours.range())
                && each.nodes().equals(ours.nodes())
                && each.nat() == ours.nat())
        .findFirst();
  }

  @Override
  Optional<Value.Obj> find(NetmakerAccess access, Value.Obj before) {
    String id = need(before, "id");
    return access.view().egress(need(before, "network")).stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .map(each -> table().read(each.fields(), before));
  }

  @Override
  void update(Site site, Value.Obj prior, Value.Obj plan) {
    NetmakerClient client = site.access().client();
    Egress there =
        live(client, prior)
            .orElseThrow(() ->
                StepFailure.of(
                    Path.ROOT,
                    "Egress is gone",
                    "The server has no " + thing(prior) + " any more; plan again."));
    Fields changed = table().write(prior, plan, there.fields());
    if (!changed.equals(there.fields())) {
      client.egress().update(new Egress(changed));
    }
  }

  @Override
  void delete(Site site, Value.Obj prior) {
    NetmakerClient client = site.access().client();
    if (live(client, prior).isPresent()) {
      remove(
          site.access(),
          () -> client.egress().delete(need(prior, "id")),
          () -> live(client, prior).isEmpty());
    }
  }

  private static Optional<Egress> live(NetmakerClient client, Value.Obj state) {
    String id = need(state, "id");
    return client.egress().list(need(state, "network")).stream()
        .filter(each -> each.id().equals(id))
        .findFirst();
  }
}
